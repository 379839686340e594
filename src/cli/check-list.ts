// Prints many analyses while they come: a line each and a summary, or one JSON array.

import { renderReportJson } from '../core/render-report.ts'
import type { Analysis } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { GOOD_SCORE, POOR_SCORE, paintScore } from './report-text.ts'
import { toOneLine } from './table.ts'

export interface JobList {
  add(analysis: Analysis): void
  /** Prints what can only be said at the end, which is after all jobs or, when that failed, after some of them. */
  end(reached: 'all' | 'some'): void
}

export function createJobList(form: 'lines' | 'json', print: (text: string) => void): JobList {
  return form === 'json' ? createJsonList(print) : createLineList(print)
}

/** Valid JSON as soon as it ends, wherever that is, without keeping the reports in memory. */
function createJsonList(print: (text: string) => void): JobList {
  let isFirst = true
  return {
    add: (analysis) => {
      print((isFirst ? '[' : ',') + renderReportJson(analysis).trimEnd())
      isFirst = false
    },
    end: () => print(isFirst ? '[]' : ']'),
  }
}

const SCORE_WIDTH = '100/100'.length

function createLineList(print: (text: string) => void): JobList {
  const totals = { jobs: 0, points: 0, good: 0, poor: 0, unread: 0 }
  return {
    add: (analysis) => {
      if (totals.jobs === 0) print(paint.bold('  SCORE  EXIT  ERRORS  LEARNT  JOB'))
      totals.jobs += 1
      totals.points += analysis.quality_score
      if (analysis.quality_score >= GOOD_SCORE) totals.good += 1
      if (analysis.quality_score < POOR_SCORE) totals.poor += 1
      if (!analysis.validated) totals.unread += 1
      print(renderLine(analysis))
    },
    end: (reached) => {
      if (totals.jobs > 0 && reached === 'all') print(`\n${renderTotals(totals)}`)
    },
  }
}

function renderLine(analysis: Analysis): string {
  const score = ' '.repeat(SCORE_WIDTH - `${analysis.quality_score}/100`.length) + paintScore(analysis.quality_score)
  const exitCode = analysis.exit_code === null ? '-' : String(analysis.exit_code)
  const counts = `${String(analysis.errors.length).padStart(6)}  ${String(analysis.learnings.length).padStart(6)}`
  const name = toOneLine(toPrintable(analysis.job_id + renderReason(analysis)))
  return `${score}  ${exitCode.padStart(4)}  ${counts}  ${name}`
}

/** Why there was nothing to analyse. */
function renderReason({ validated, errors }: Analysis): string {
  return validated ? '' : errors.map((error) => `: ${typeof error === 'string' ? error : error.context}`).join('')
}

interface Totals {
  readonly jobs: number
  readonly points: number
  readonly good: number
  readonly poor: number
  readonly unread: number
}

function renderTotals({ jobs, points, good, poor, unread }: Totals): string {
  const mean = (points / jobs).toFixed(1)
  const parts = [`mean score ${mean}`, `${good} at ${GOOD_SCORE} or more`, `${poor} below ${POOR_SCORE}`]
  if (unread > 0) parts.push(`${unread} not analysed`)
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'}: ${parts.join(', ')}`
}
