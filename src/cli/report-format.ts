// `--format` and its short form `--json`: in which form a report is printed.

import { InvalidArgumentError, Option } from 'commander'
import { PostflightError } from '../core/error.ts'

const FORMATS = ['text', 'json', 'github', 'sarif', 'junit'] as const
export type Format = (typeof FORMATS)[number]

export interface FormatOptions {
  readonly json?: true
  readonly format?: Format
}

export function formatOption(): Option {
  const description = 'text, json, github (workflow commands), sarif or junit (default: text)'
  return new Option('--format <FORMAT>', description).argParser(parseName)
}

function parseName(text: string): Format {
  const format = FORMATS.find((name) => name === text)
  if (format !== undefined) return format
  throw new InvalidArgumentError(`Expected one of ${FORMATS.join(', ')}.`)
}

/** Throws `usage.invalid` when both options are given and differ. */
export function parseFormat({ json, format }: FormatOptions): Format {
  if (!json) return format ?? 'text'
  if (format === undefined || format === 'json') return 'json'
  throw new PostflightError('usage.invalid', `Expected either --json or --format ${format}, got both`)
}
