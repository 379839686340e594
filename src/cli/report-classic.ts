// A report under the classic rules, or of a job of which nothing could be analysed: it has no verdict, and no line of
// the log is known.

import { exitCodeText } from '../core/formats/verdict-words.ts'
import type { Analysis, ReportError } from '../core/report.ts'
import { projectName, rulePackText, taskText } from '../core/report-names.ts'
import { paint, toPrintable } from './output.ts'
import { INDENT, item, section } from './report-layout.ts'
import { paintScore } from './report-score.ts'
import { wrap } from './table.ts'

const DEEPER = '      '

/** Every part that has something to say. */
export function renderClassic(report: Analysis, width: number): string[] {
  const items = (texts: readonly string[]) => texts.flatMap((text) => item(text, width))
  const errors = report.errors.flatMap((error) => renderError(error, width))
  const successes = wrap(report.successes.map(({ type }) => type).join(', '), width, INDENT)
  return [
    ...renderHeading(report, width),
    ...section('Errors', errors),
    ...section('Successes', successes),
    ...section('Learnings', items(report.learnings.map(({ type, content }) => `${type}: ${content}`))),
    ...section('Recommendations', items(report.recommendations)),
    ...section('What could not be seen', items(report.warnings)),
  ]
}

function renderHeading(report: Analysis, width: number): string[] {
  const attempt = report.run_attempt === 1 ? '' : `, attempt ${report.run_attempt}`
  const facts = `${exitCodeText(report)}, rules ${rulePackText(report.rule_pack)}${attempt}`
  const heading = `${paint.bold(toPrintable(report.job_id))}  ${paintScore(report.quality_score)}  ${facts}`
  return [heading, ...renderAbout(report, width)]
}

/** Project and task, where they are known. */
export function renderAbout(report: Analysis, width: number): string[] {
  const project = projectName(report)
  const about = [project === 'unknown' ? '' : project, taskText(report)].filter((text) => text !== '').join(': ')
  return wrap(toPrintable(about), width).map((line) => paint.dim(line))
}

function renderError(error: ReportError | string, width: number): string[] {
  if (typeof error === 'string') return item(error, width)
  const severity = error.severity === 'high' ? paint.red(error.severity) : paint.yellow(error.severity)
  const heading = `${INDENT}${severity}  ${error.type}  ×${error.count}`
  return [heading, ...wrap(toPrintable(error.context), width, DEEPER).map((line) => paint.dim(line))]
}
