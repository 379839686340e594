// Whether what a report says stands where the cause was marked. An error that names lines is believed; else its
// context is looked up in the log.

import { countCodePoints } from '../python/text.ts'
import { stripPython } from '../python/whitespace.ts'
import type { JudgedError } from './judged-report.ts'
import type { Span } from './labels.ts'
import { type LineRange, type NormalLog, openNormalLog } from './normal-log.ts'
import { severityRank } from './severity.ts'

export interface Cause {
  /** Some error stands in a marked span. */
  readonly located: boolean
  /** The first error does: the first of those with the highest severity. */
  readonly first: boolean
  readonly errors: number
  readonly errorsInside: number
  /** How much of the log's lines is marked, 0 to 1: what a blind guess would hit. */
  readonly spanShare: number
}

/** `log` is overwritten. */
export function locateCause(errors: readonly (JudgedError | string)[], spans: readonly Span[], log: Uint8Array): Cause {
  const normalLog = openNormalLog(log)
  const hits = errors.map((error) => isInside(rangesOf(error, normalLog), spans))
  const marked = spans.reduce((sum, { start_line, end_line }) => sum + end_line - start_line + 1, 0)
  return {
    located: hits.includes(true),
    first: hits[firstError(errors)] ?? false,
    errors: hits.length,
    errorsInside: hits.filter((hit) => hit).length,
    spanShare: Math.min(1, marked / normalLog.lines),
  }
}

function firstError(errors: readonly (JudgedError | string)[]): number {
  const ranks = errors.map(severityRank)
  return ranks.indexOf(Math.max(...ranks))
}

function isInside(ranges: readonly LineRange[], spans: readonly Span[]): boolean {
  return ranges.some(([first, last]) => spans.some((span) => first <= span.end_line && last >= span.start_line))
}

/** In the order in which they are asked. */
const LINE_FIELDS = [
  ['start_line', 'end_line'],
  ['line_start', 'line_end'],
  ['line', 'line'],
  ['line_number', 'line_number'],
] as const
/** A wider claim is cut to its first lines: whoever points everywhere points nowhere. */
const CLAIM_LINES_MAX = 10

function rangesOf(error: JudgedError | string, log: NormalLog): readonly LineRange[] {
  if (typeof error === 'string') return []
  for (const [from, to] of LINE_FIELDS) {
    const first = error[from]
    if (first !== undefined) return [[first, Math.min(error[to] ?? first, first + CLAIM_LINES_MAX - 1)]]
  }
  return lookUp(error.context ?? '', log)
}

/** A text that is found more often locates nothing. */
const FOUND_TIMES_MAX = 3
/** Where the whole context is not found, so many of its longest lines are tried, each of at least so many characters. */
const LINES_TRIED_MAX = 2
const LINE_LENGTH_MIN = 12

function lookUp(context: string, log: NormalLog): readonly LineRange[] {
  const whole = log.find(context)
  if (whole.length > 0) return whole.length > FOUND_TIMES_MAX ? [] : whole
  for (const line of longestLines(context)) {
    const found = log.find(line)
    if (found.length > 0 && found.length <= FOUND_TIMES_MAX) return found
  }
  return []
}

/** Line breaks as Python's `str.splitlines` sees them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const LINE_BREAK = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/

function longestLines(context: string): string[] {
  return context
    .split(LINE_BREAK)
    .map((line) => ({ line: stripPython(line), length: countCodePoints(stripPython(line)) }))
    .sort((a, b) => b.length - a.length)
    .slice(0, LINES_TRIED_MAX)
    .filter(({ length }) => length >= LINE_LENGTH_MIN)
    .map(({ line }) => line)
}
