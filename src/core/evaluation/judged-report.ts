// What an evaluation reads of a report: few fields, so that reports of other tools and releases can be measured as
// well. An analysis of this release is one as it is.

import { z } from 'zod'
import { PostflightError } from '../error.ts'
import { parsePythonJson } from '../python/parse-json.ts'
import { PythonFloat, type PythonValue } from '../python/python-value.ts'
import { renderExpectation } from './expectation.ts'

export interface JudgedError {
  readonly severity?: string | undefined
  readonly context?: string | undefined
  readonly type?: string | undefined
  readonly rule?: string | undefined
  readonly start_line?: number | undefined
  readonly end_line?: number | undefined
  readonly line_start?: number | undefined
  readonly line_end?: number | undefined
  readonly line?: number | undefined
  readonly line_number?: number | undefined
}

export interface JudgedReport {
  readonly quality_score: number
  readonly errors: readonly (JudgedError | string)[]
  readonly exit_code: number | bigint | null
  readonly verdict?: { readonly outcome: string } | undefined
}

const anyNumber = z
  .union([z.number(), z.bigint(), z.instanceof(PythonFloat)], 'a number')
  .transform((value) => (value instanceof PythonFloat ? value.value : Number(value)))
const text = z
  .string('a text')
  .nullish()
  .transform((value) => value ?? undefined)
/** What is no text or no whole number counts as absent. */
const textOrNothing = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : undefined))
const lineOrNothing = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined))

/** A plain text is an error of which nothing else is known. */
const judgedError = z.preprocess(
  (value) => (typeof value === 'string' ? {} : value),
  z.object(
    {
      severity: textOrNothing,
      context: text,
      type: textOrNothing,
      rule: textOrNothing,
      start_line: lineOrNothing,
      end_line: lineOrNothing,
      line_start: lineOrNothing,
      line_end: lineOrNothing,
      line: lineOrNothing,
      line_number: lineOrNothing,
    },
    'an object or a text',
  ),
)

const judgedReport = z.object(
  {
    quality_score: anyNumber.nullish().transform((value) => value ?? 0),
    errors: z
      .array(judgedError, 'a list')
      .nullish()
      .transform((value) => value ?? []),
    exit_code: anyNumber.nullish().transform((value) => value ?? null),
    verdict: z
      .object({ outcome: z.string('a text') }, 'an object')
      .nullish()
      .transform((value) => value ?? undefined),
  },
  'an object',
)

/** `path` is the report's name in messages. Throws `report.invalid`. */
export function parseJudgedReport(json: string, path: string): JudgedReport {
  const value = toPlain(parse(json, path))
  const parsed = judgedReport.safeParse(value)
  if (parsed.success) return parsed.data
  throw new PostflightError('report.invalid', renderExpectation(parsed.error.issues[0], value, path))
}

function parse(json: string, path: string): PythonValue {
  try {
    return parsePythonJson(json)
  } catch (error) {
    throw new PostflightError('report.invalid', `Expected ${path} to be JSON, got: ${(error as Error).message}`)
  }
}

function toPlain(value: PythonValue): unknown {
  if (Array.isArray(value)) return value.map(toPlain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member)]))
}
