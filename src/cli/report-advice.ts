// What a person may do next, and what the report is made of.

import type { Report } from '../core/report.ts'
import { factLines, item, type Page } from './report-layout.ts'

/** Recommendations, and whether a retry may help. */
export function renderAdvice(report: Report, { width }: Page): string[] {
  return [...report.recommendations, ...adviseOnRetry(report)].flatMap((text) => item(text, width))
}

/** As far as the cause goes: what stands beside it may be its consequence. */
function adviseOnRetry({ verdict, errors }: Report): readonly string[] {
  const [cause] = errors
  if (verdict?.outcome === 'passed' || typeof cause !== 'object' || cause.retryable === undefined) return []
  return cause.retryable
    ? ['Try again: an error of this kind may pass without a change.']
    : ['A retry without a change is not expected to help.']
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
  return [...(items.length === 0 ? [''] : []), ...factLines([...read, `rules ${pack.name} ${pack.version}`], width)]
}

const NUMBERS = new Intl.NumberFormat('en')

function count(amount: number, thing: string): string {
  return `${NUMBERS.format(amount)} ${thing}${amount === 1 ? '' : 's'}`
}
