// A report as people read it: in full for a terminal, and as the classic script summarises it.

import type { Analysis, Report } from '../core/report.ts'
import { toPrintable } from './output.ts'
import { renderAdvice, renderReading, renderUnread } from './report-advice.ts'
import { renderClassic } from './report-classic.ts'
import { renderErrors } from './report-errors.ts'
import { item, type Page, section } from './report-layout.ts'
import { renderBreakdown } from './report-score.ts'
import { renderClaims, renderLearnings, renderTests, renderTools } from './report-tests.ts'
import { renderVerdict } from './report-verdict.ts'

/** Every part of the report that has something to say, no line longer than `width` characters. */
export function renderReport(report: Report, width: number): string[] {
  const afterwards = section('Afterwards', renderCompletion(report, width))
  if (report.verdict === undefined) return [...renderClassic(report, width), ...afterwards]
  const page = { width, digits: digitsOf(report) }
  return [
    ...renderVerdict(report, page),
    ...renderErrors(report, page),
    ...renderTests(report, page),
    ...section('Claims', renderClaims(report, page)),
    ...section('Tools', renderTools(report, page)),
    ...section('Learnings', renderLearnings(report, page)),
    ...section('What to do', renderAdvice(report, page)),
    ...section('What was not read', renderUnread(report, page)),
    ...afterwards,
    ...renderBreakdown(report, width),
    ...renderReading(report, page),
  ]
}

const DIGITS_MIN = 3

/** All gutters of a report are equally wide. */
function digitsOf({ log, errors, verdict, last_lines: lastLines = [] }: Analysis): Page['digits'] {
  const ends = errors.map((error) => (typeof error === 'string' ? 0 : (error.end_line ?? error.line ?? 0)))
  const words = (verdict?.because ?? []).map(({ line }) => line ?? 0)
  const last = Math.max(0, log?.lines ?? 0, lastLines.at(-1)?.line ?? 0, ...ends, ...words)
  return Math.max(DIGITS_MIN, String(last).length)
}

function renderCompletion(report: Report, width: number): string[] {
  const { learning_result: result, telegram_notified: isNotified } = report
  if (result === undefined) return []
  const because = result.not_stored_because === undefined ? '' : ` (${result.not_stored_because})`
  const stored = `graph: ${result.learnings_stored} of ${report.learnings.length} learnings stored${because}`
  return [...item(stored, width), ...item(`message sent: ${isNotified ? 'yes' : 'no'}`, width)]
}

const RECOMMENDATIONS_MAX = 3

/** The lines that the classic script prints per job for `--recent`. */
export function renderSummary(report: Analysis): string[] {
  const recommendations = report.recommendations.slice(0, RECOMMENDATIONS_MAX)
  return [
    '',
    `=== Postflight: ${toPrintable(report.job_id)} ===`,
    ` Score: ${report.quality_score}/100`,
    ` Errors: ${report.errors.length}`,
    ` Learnings: ${report.learnings.length}`,
    ...(recommendations.length === 0 ? [] : [' Recommendations:']),
    ...recommendations.map((text) => ` - ${toPrintable(text)}`),
  ]
}
