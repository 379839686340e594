// What a person may do next, and what the report is made of.

import type { Report } from '../core/report.ts'
import { rulePackText } from '../core/report-names.ts'
import { factLines, item, type Page } from './report-layout.ts'

/** Recommendations, which say where a retry may help; and that it will not, where that is certain. */
export function renderAdvice(report: Report, { width }: Page): string[] {
  const advice = isRetryVain(report) ? [...report.recommendations, VAIN] : report.recommendations
  return advice.flatMap((text) => item(text, width))
}

const VAIN = 'A retry without a change is not expected to help.'

/** What such an error complains of is part of what the job is made of, and is the same the next time. */
const LASTING_CLASSES: ReadonlySet<string> = new Set([
  'compile',
  'test',
  'lint',
  'configuration',
  'dependency',
  'permission',
])

/** Said beside a remedy only: by itself it is no advice. */
function isRetryVain({ verdict, errors: [cause], recommendations }: Report): boolean {
  if (verdict?.outcome !== 'failed' || typeof cause !== 'object' || recommendations.length === 0) return false
  const isKnown = cause.severity === 'high' && LASTING_CLASSES.has(cause.class ?? '')
  return isKnown && cause.retryable === false
}

/** Each sentence once. */
export function renderUnread({ warnings, log }: Report, { width }: Page): string[] {
  return [...new Set([...warnings, ...(log?.unread ?? [])])].flatMap((text) => item(text, width))
}

/** What was read, under which rules: below the score, where there is one. */
export function renderReading(
  { log, rule_pack: pack, score_breakdown: items = [] }: Report,
  { width }: Page,
): string[] {
  const read = log === undefined ? [] : [count(log.lines, 'line'), count(log.bytes, 'byte'), log.format ?? '']
  return [...(items.length === 0 ? [''] : []), ...factLines([...read, `rules ${rulePackText(pack)}`], width)]
}

/** `1,234,567`. `Intl.NumberFormat` would take seven megabytes for it. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function count(amount: number, thing: string): string {
  return `${grouped(amount)} ${thing}${amount === 1 ? '' : 's'}`
}
