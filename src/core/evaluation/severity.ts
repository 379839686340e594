// Severities in their order, also those that only other tools know.

import type { JudgedError } from './judged-report.ts'

const RANKS: Readonly<Record<string, number>> = { critical: 4, high: 3, medium: 2, low: 1, info: 0 }

/** Higher is worse; 0 for a plain text and for a severity that is not known. */
export function severityRank(error: JudgedError | string): number {
  if (typeof error === 'string') return 0
  const severity = error.severity?.toLowerCase() ?? ''
  return Object.hasOwn(RANKS, severity) ? (RANKS[severity] ?? 0) : 0
}

/** High or worse. */
export function isHigh(error: JudgedError | string): boolean {
  return severityRank(error) >= 3
}
