// Many reports with a verdict, a line each: how the run ended, its score, and what went wrong first.

import { type Outcome, outcomeOf } from '../core/formats/verdict-words.ts'
import type { Analysis } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { cutLine, toOneLogLine } from './report-layout.ts'
import { paintOutcome } from './report-verdict.ts'
import { toOneLine } from './table.ts'

/** How wide the page is, and its column of job ids. */
export interface ListPage {
  readonly width: number
  readonly idColumns: number
}

export function renderListHeading({ idColumns }: ListPage): string {
  return paint.bold(`  VERDICT    SCORE  EXIT  ${'JOB'.padEnd(idColumns)}  FIRST ERROR`)
}

const MARKS = { passed: '✓', failed: '✗', unknown: '?' } as const satisfies Record<Outcome, string>
const VERDICT_COLUMNS = 'unknown'.length
const SCORE_COLUMNS = '100/100'.length
const EXIT_COLUMNS = 'EXIT'.length
/** Less of a message says nothing. */
const MESSAGE_COLUMNS_MIN = 12

/** The job's id is shown whole; the message gets what the line has left. */
export function renderListLine(analysis: Analysis, { width, idColumns }: ListPage): string {
  const outcome = outcomeOf(analysis)
  const word = analysis.validated ? outcome : 'no log'
  const mark = paintOutcome(outcome, `${MARKS[outcome]} ${word.padEnd(VERDICT_COLUMNS)}`)
  const score = `${analysis.quality_score}/100`.padStart(SCORE_COLUMNS)
  const exitCode = String(analysis.exit_code ?? '-').padStart(EXIT_COLUMNS)
  const jobId = toOneLine(toPrintable(analysis.job_id)).padEnd(idColumns)
  const facts = `  ${score}  ${exitCode}  ${jobId}`
  const room = width - '✗ '.length - VERDICT_COLUMNS - facts.length - '  '.length
  const message = room < MESSAGE_COLUMNS_MIN ? '' : cutLine(firstMessage(analysis), room)
  return `${mark}${facts}${message === '' ? '' : `  ${message}`}`.trimEnd()
}

function firstMessage({ errors: [error] }: Analysis): string {
  if (error === undefined) return ''
  return toOneLogLine(typeof error === 'string' ? error : error.message || error.context || error.type).trim()
}

export interface VerdictTotals {
  jobs: number
  points: number
  unread: number
  readonly outcomes: Record<Outcome, number>
}

export function countVerdict(totals: VerdictTotals, analysis: Analysis): void {
  totals.jobs += 1
  totals.points += analysis.quality_score
  if (analysis.validated) totals.outcomes[outcomeOf(analysis)] += 1
  else totals.unread += 1
}

/** `3 jobs: 1 failed, 2 passed, mean score 71.3`. */
export function renderVerdictTotals({ jobs, points, unread, outcomes }: VerdictTotals): string {
  const counted = (['failed', 'unknown', 'passed'] as const).filter((outcome) => outcomes[outcome] > 0)
  const parts = counted.map((outcome) => paintOutcome(outcome, `${outcomes[outcome]} ${outcome}`))
  if (unread > 0) parts.push(`${unread} without a log`)
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'}: ${[...parts, `mean score ${(points / jobs).toFixed(1)}`].join(', ')}`
}
