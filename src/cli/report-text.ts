// A report as people read it: in full for a terminal, and as the classic script summarises it.

import { type Analysis, projectName, type Report, type ReportError, taskText } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { wrap } from './table.ts'

const INDENT = '  '
const DEEPER = '      '
/** Green from here on; what is neither green nor red is yellow. */
export const GOOD_SCORE = 80
/** Red below. */
export const POOR_SCORE = 50

/** Every part of the report that has something to say, no line longer than `width` characters. */
export function renderReport(report: Report, width: number): string[] {
  return [
    ...renderHeading(report, width),
    ...section(
      'Errors',
      report.errors.flatMap((error) => renderError(error, width)),
    ),
    ...section('Successes', wrap(report.successes.map(({ type }) => type).join(', '), width, INDENT)),
    ...section(
      'Learnings',
      report.learnings.flatMap(({ type, content }) => item(`${type}: ${content}`, width)),
    ),
    ...section(
      'Recommendations',
      report.recommendations.flatMap((text) => item(text, width)),
    ),
    ...section(
      'What could not be seen',
      report.warnings.flatMap((text) => item(text, width)),
    ),
    ...section('Afterwards', renderCompletion(report, width)),
  ]
}

function renderHeading(report: Analysis, width: number): string[] {
  const exitCode = report.exit_code === null ? 'exit code unknown' : `exit code ${report.exit_code}`
  const attempt = report.run_attempt === 1 ? '' : `, attempt ${report.run_attempt}`
  const facts = `${exitCode}, rules ${report.rule_pack.name} ${report.rule_pack.version}${attempt}`
  const project = projectName(report)
  const about = [project === 'unknown' ? '' : project, taskText(report)].filter((text) => text !== '').join(': ')
  return [
    `${paint.bold(toPrintable(report.job_id))}  ${paintScore(report.quality_score)}  ${facts}`,
    ...wrap(toPrintable(about), width).map((line) => paint.dim(line)),
  ]
}

/** `35/100`, coloured by how good that is. */
export function paintScore(score: number): string {
  const text = `${score}/100`
  if (score >= GOOD_SCORE) return paint.green(text)
  return score >= POOR_SCORE ? paint.yellow(text) : paint.red(text)
}

function renderError(error: ReportError | string, width: number): string[] {
  if (typeof error === 'string') return item(error, width)
  const severity = error.severity === 'high' ? paint.red(error.severity) : paint.yellow(error.severity)
  const heading = `${INDENT}${severity}  ${error.type}  ×${error.count}`
  return [heading, ...wrap(toPrintable(error.context), width, DEEPER).map((line) => paint.dim(line))]
}

function renderCompletion(report: Report, width: number): string[] {
  const { learning_result: result, telegram_notified: isNotified } = report
  if (result === undefined) return []
  const because = result.not_stored_because === undefined ? '' : ` (${result.not_stored_because})`
  const stored = `graph: ${result.learnings_stored} of ${report.learnings.length} learnings stored${because}`
  return [...item(toPrintable(stored), width), ...item(`message sent: ${isNotified ? 'yes' : 'no'}`, width)]
}

function item(text: string, width: number): string[] {
  return wrap(toPrintable(text), width - INDENT.length, INDENT).map((line, index) =>
    index === 0 ? `${INDENT}- ${line.trimStart()}` : `${INDENT}${line}`,
  )
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
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
