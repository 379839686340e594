// The two streams of a command: results go to stdout, everything else to stderr. A reader that goes away
// (`postflight … | head`) is no error.

import picocolors from 'picocolors'
import type { PostflightError } from '../core/error.ts'
import { ESCAPES } from '../core/escapes.ts'
import { EXIT } from '../core/exit-code.ts'

const COLUMNS_STANDARD = 80
const COLUMNS_MIN = 40

/** Colours for results; plain unless stdout is a terminal. */
export const paint = picocolors.createColors(isColourful(process.stdout))
const paintNote = picocolors.createColors(isColourful(process.stderr))

let isReaderGone = false
for (const stream of [process.stdout, process.stderr]) stream.on('error', onStreamError)

/** One line, or several, of result. */
export function printResult(text: string): void {
  if (!isReaderGone) process.stdout.write(`${text}\n`)
}

/** A result for machines; keys in snake_case, as in reports and messages. */
export function printJson(value: unknown): void {
  printResult(JSON.stringify(toSnakeCase(value), null, 2))
}

function toSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSnakeCase)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    toSnakeCase(member),
  ])
  return Object.fromEntries(entries)
}

/** A remark for the person at the terminal. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`)
}

export function printError(error: PostflightError): void {
  printNote(`${paintNote.red('Error')} (${error.code}): ${toPrintable(error.message)}`)
  printNote(`${paintNote.dim('Hint')}: ${error.hint}`)
  if (error.code === 'internal.unexpected' && error.cause instanceof Error) printNote(error.cause.stack ?? '')
}

/** How wide a table may be. */
export function outputColumns(): number {
  return Math.max(process.stdout.columns ?? COLUMNS_STANDARD, COLUMNS_MIN)
}

/** How wide a table may be that other programs read too: they get every name whole. */
export function listColumns(): number {
  return process.stdout.isTTY ? outputColumns() : Number.POSITIVE_INFINITY
}

/** Text from a log or a queue without what a terminal would obey, line breaks aside: escapes, control characters. */
export function toPrintable(text: string): string {
  return text.replace(ESCAPES, '').replace(CONTROL_CHARACTER, '\u{FFFD}')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL_CHARACTER = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function isColourful(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
}

function onStreamError(error: NodeJS.ErrnoException): void {
  isReaderGone = true
  if (error.code === 'EPIPE') return
  process.stderr.write(`Expected the output to be written, got ${error.message}\n`)
  process.exit(EXIT.infrastructure)
}
