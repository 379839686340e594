// A labelled job beside its report, boiled down to what the figures need. Thousands of them fit in memory.

import type { JudgedError, JudgedReport } from './judged-report.ts'
import type { Label } from './labels.ts'
import { type Cause, locateCause } from './localisation.ts'
import { isHigh } from './severity.ts'

export interface JudgedJob {
  readonly jobId: string
  /** What stands before `__` in the id: runs of one task or project, which are not independent of one another. */
  readonly group: string
  readonly outcome: Label['outcome']
  readonly score: number
  readonly errors: number
  readonly hasHigh: boolean
  /** How the job ended: by its label, and by its report. */
  readonly exitCode: { readonly label: number | undefined; readonly report: number | bigint | null }
  /** Absent where nobody marked it, or where the log could not be read. */
  readonly cause: Cause | undefined
  /** Of the errors, each once. */
  readonly rules: readonly string[]
  readonly verdict: string | undefined
}

/** What comes out of looking for the report of a label and the label of a report. */
export type Judgement =
  | { readonly kind: 'judged'; readonly job: JudgedJob }
  /** Its cause is marked, but there is no log to look it up in. */
  | { readonly kind: 'no-log'; readonly job: JudgedJob }
  | { readonly kind: 'no-report'; readonly jobId: string }
  | { readonly kind: 'no-label'; readonly jobId: string }

/** `log` is needed where the label marks a cause; it is overwritten. */
export function judge(label: Label, report: JudgedReport, log: Uint8Array | undefined): Judgement {
  const { jobId, outcome, spans } = label
  const { errors } = report
  const cause = spans.length > 0 && log !== undefined ? locateCause(errors, spans, log) : undefined
  return {
    kind: spans.length > 0 && log === undefined ? 'no-log' : 'judged',
    job: {
      jobId,
      group: jobId.split('__')[0] ?? jobId,
      outcome,
      score: report.quality_score,
      errors: errors.length,
      hasHigh: errors.some(isHigh),
      exitCode: { label: label.exitCode, report: report.exit_code },
      cause,
      rules: [...new Set(errors.map(ruleOf).filter((rule) => rule !== undefined))],
      verdict: report.verdict?.outcome,
    },
  }
}

/** Under the classic rules an error has no rule of its own: its type names it. */
function ruleOf(error: JudgedError | string): string | undefined {
  return typeof error === 'string' ? undefined : (error.rule ?? error.type)
}
