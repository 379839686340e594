// What the classic rules find in a log, and how they judge it: the score and the recommendations of the script.

import type { ExitCode, Learning, ReportError } from '../report.ts'
import { CLASSIC_RULES } from './rules.ts'

export interface Findings {
  /** The exit code that counts: the message's where it has one, else the one that the log states. */
  readonly exitCode: ExitCode | null
  readonly errors: readonly ReportError[]
  readonly successes: readonly { readonly type: string }[]
  readonly learnings: readonly Learning[]
  /** What was not read, in sentences. */
  readonly warnings: readonly string[]
}

/** Points of the 0 to 100 scale. */
const POINTS = { base: 50, exitZero: 30, exitOther: -20, high: -15, medium: -8, low: 0, success: 5, learning: 3 }

export function scoreClassic(findings: Findings): number {
  const errors = findings.errors.reduce((sum, error) => sum + POINTS[error.severity], 0)
  const signs = findings.successes.length * POINTS.success + findings.learnings.length * POINTS.learning
  return Math.max(0, Math.min(100, POINTS.base + exitPoints(findings) + errors + signs))
}

function exitPoints({ exitCode }: Findings): number {
  if (exitCode === null) return 0
  return exitCode === 0 ? POINTS.exitZero : POINTS.exitOther
}

/** Below this score a report recommends a review. */
const LOW_SCORE = 50

export function recommendClassic(findings: Findings, qualityScore: number): readonly string[] {
  const { exitCode, errors, learnings } = findings
  return [
    ...(exitCode !== null && exitCode !== 0 ? ['Task failed - review error logs and consider retry'] : []),
    ...errors.flatMap(adviceFor),
    ...(qualityScore < LOW_SCORE ? ['Low quality score - task may need review or retry'] : []),
    ...(learnings.length === 0 ? ['No learnings captured - consider documenting key insights'] : []),
  ]
}

function adviceFor(error: ReportError): readonly string[] {
  const rule = CLASSIC_RULES.find(({ id }) => id === error.type)
  return rule?.kind === 'error' && rule.advice !== undefined ? [rule.advice] : []
}
