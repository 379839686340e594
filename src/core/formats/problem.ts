// What a report complains of, in one shape for all machine formats: its errors, else that there was nothing to analyse,
// else that the run failed without a cause. All text is plain.

import type { Analysis, ReportError } from '../report.ts'
import { cutText, toPlainLine, toPlainText } from './plain-text.ts'
import { excuseOf, NO_CAUSE, outcomeOf } from './verdict-words.ts'

export interface Problem {
  readonly rule: string
  readonly type: string
  readonly class: string | undefined
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  readonly count: number
  readonly step: string | undefined
  /** Why nobody needs to act on it; undefined where it stands. */
  readonly excuse: string | undefined
  readonly retryable: boolean | undefined
  readonly fingerprint: string | undefined
  /** Where it stands in the log. */
  readonly log: { readonly line: number; readonly start: number; readonly end: number } | undefined
  /** Where it stands in the source, as the log says. */
  readonly source: Source | undefined
  /** The lines of the log that belong to it. */
  readonly block: readonly BlockLine[]
}

export interface Source {
  readonly file: string
  readonly line: number | undefined
  readonly column: number | undefined
}

export interface BlockLine {
  readonly line: number | undefined
  readonly text: string
}

/** The cause first, as in the report. */
export function listProblems(analysis: Analysis): readonly Problem[] {
  const problems = analysis.errors.map((error) => (typeof error === 'string' ? notAnalysed(error) : problemOf(error)))
  return problems.length === 0 && outcomeOf(analysis) === 'failed' ? [withoutCause(analysis)] : problems
}

/** The block as text, each line behind its number where that is known. */
export function renderBlock({ block }: Problem): string {
  return block.map(({ line, text }) => (line === undefined ? text : `${line}: ${text}`)).join('\n')
}

const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const
const MESSAGE_CHARACTERS_MAX = 500

function problemOf(error: ReportError): Problem {
  const start = error.start_line ?? error.line
  const message = toPlainLine(error.message ?? '') || toPlainLine(error.context) || error.type
  return {
    rule: toPlainLine(error.rule ?? error.type),
    type: toPlainLine(error.type),
    class: error.class === undefined ? undefined : toPlainLine(error.class),
    level: LEVELS[error.severity],
    message: cutText(message, MESSAGE_CHARACTERS_MAX),
    count: error.count,
    step: error.step === undefined ? undefined : toPlainLine(error.step),
    excuse: excuseOf(error),
    retryable: error.retryable,
    fingerprint: error.fingerprint,
    log: logPlaceOf(error),
    source: sourceOf(error),
    block: blockOf(error.context, start),
  }
}

function logPlaceOf({ line, start_line: start, end_line: end }: ReportError): Problem['log'] {
  const at = line ?? start
  if (at === undefined) return undefined
  const first = Math.min(start ?? at, at)
  return { line: at, start: first, end: Math.max(end ?? at, at) }
}

function sourceOf({ file, file_line: line, column }: ReportError): Source | undefined {
  return file === undefined || file === '' ? undefined : { file: toPlainLine(file), line, column }
}

/** Split before it is cleaned, so that a stray carriage return does not shift the numbers. */
function blockOf(context: string, start: number | undefined): readonly BlockLine[] {
  const lines = context.replace(/\s+$/, '').split('\n')
  return lines.map((text, index) => ({
    line: start === undefined ? undefined : start + index,
    text: toPlainText(text.replace(/\r$/, '')).replaceAll('\n', ' '),
  }))
}

const NOTHING_KNOWN = {
  class: undefined,
  level: 'error',
  count: 1,
  step: undefined,
  excuse: undefined,
  retryable: undefined,
  fingerprint: undefined,
  source: undefined,
} as const

function notAnalysed(reason: string): Problem {
  const message = toPlainLine(reason)
  return { ...NOTHING_KNOWN, rule: 'not-analysed', type: 'not_analysed', message, log: undefined, block: [] }
}

function withoutCause({ last_lines: lastLines = [] }: Analysis): Problem {
  const block = lastLines.map(({ line, text }) => ({ line, text: toPlainLine(text) }))
  const end = lastLines.at(-1)?.line
  const log = end === undefined ? undefined : { line: end, start: lastLines[0]?.line ?? end, end }
  return { ...NOTHING_KNOWN, rule: 'no-cause-found', type: 'no_cause_found', message: NO_CAUSE, log, block }
}
