// Prints many analyses while they come: a line each and a summary, or one document for machines.

import { join } from 'node:path'
import type { Analysis } from '../core/report.ts'
import { outputColumns, paint, toPrintable } from './output.ts'
import { openDocument } from './report-document.ts'
import type { Format } from './report-format.ts'
import { countVerdict, type ListPage, renderListHeading, renderListLine, renderVerdictTotals } from './report-lines.ts'
import { GOOD_SCORE, POOR_SCORE, paintScore } from './report-score.ts'
import { toOneLine } from './table.ts'

export interface JobList {
  add(analysis: Analysis): void
  /** Prints what can only be said at the end, which is after all jobs or, when that failed, after some of them. */
  end(reached: 'all' | 'some'): void
}

export interface ListedJobs {
  readonly folder: string
  readonly jobIds: readonly string[]
  readonly print: (text: string) => void
}

export function createJobList(format: Format, jobs: ListedJobs): JobList {
  return format === 'text' ? createLineList(jobs) : createDocumentList(format, jobs)
}

/** Whole as soon as it ends, wherever that is, without keeping the reports in memory. */
function createDocumentList(format: Exclude<Format, 'text'>, { folder, jobIds, print }: ListedJobs): JobList {
  const document = openDocument(format, jobIds.length)
  const printPiece = (piece: string) => {
    if (piece !== '') print(piece)
  }
  return {
    add: (analysis) => {
      printPiece(document.add({ analysis, logPath: join(folder, analysis.job_id, 'output.log') }))
    },
    end: () => printPiece(document.end()),
  }
}

/** The first report says which rules it is about. */
function createLineList(jobs: ListedJobs): JobList {
  let list: JobList | undefined
  return {
    add: (analysis) => {
      list ??= analysis.rule_pack.name === 'classic' ? createClassicList(jobs) : createVerdictList(jobs)
      list.add(analysis)
    },
    end: (reached) => list?.end(reached),
  }
}

/** A longer id moves only its own line. */
const ID_COLUMNS_MAX = 32

function createVerdictList({ jobIds, print }: ListedJobs): JobList {
  const totals = { jobs: 0, points: 0, unread: 0, outcomes: { passed: 0, failed: 0, unknown: 0 } }
  const longest = jobIds.reduce((length, id) => Math.max(length, id.length), 'JOB'.length)
  const page: ListPage = { width: outputColumns(), idColumns: Math.min(longest, ID_COLUMNS_MAX) }
  return {
    add: (analysis) => {
      if (totals.jobs === 0) print(renderListHeading(page))
      countVerdict(totals, analysis)
      print(renderListLine(analysis, page))
    },
    end: (reached) => {
      if (reached === 'all') print(`\n${renderVerdictTotals(totals)}`)
    },
  }
}

const SCORE_WIDTH = '100/100'.length

function createClassicList({ print }: ListedJobs): JobList {
  const totals = { jobs: 0, points: 0, good: 0, poor: 0, unread: 0 }
  return {
    add: (analysis) => {
      if (totals.jobs === 0) print(paint.bold('  SCORE  EXIT  ERRORS  LEARNT  JOB'))
      totals.jobs += 1
      totals.points += analysis.quality_score
      if (analysis.quality_score >= GOOD_SCORE) totals.good += 1
      if (analysis.quality_score < POOR_SCORE) totals.poor += 1
      if (!analysis.validated) totals.unread += 1
      print(renderClassicLine(analysis))
    },
    end: (reached) => {
      if (reached === 'all') print(`\n${renderClassicTotals(totals)}`)
    },
  }
}

function renderClassicLine(analysis: Analysis): string {
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

interface ClassicTotals {
  readonly jobs: number
  readonly points: number
  readonly good: number
  readonly poor: number
  readonly unread: number
}

function renderClassicTotals({ jobs, points, good, poor, unread }: ClassicTotals): string {
  const mean = (points / jobs).toFixed(1)
  const parts = [`mean score ${mean}`, `${good} at ${GOOD_SCORE} or more`, `${poor} below ${POOR_SCORE}`]
  if (unread > 0) parts.push(`${unread} not analysed`)
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'}: ${parts.join(', ')}`
}
