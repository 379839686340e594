// Analyses jobs outside the flow: no queue, no graph, no learning log. Many at once, on all processors.

import type { PostflightErrorCode } from '../core/error-codes.ts'
import type { Analysis } from '../core/report.ts'

export interface JobChecker {
  /** How many batches can be worked on at once. */
  readonly lanes: number
  /** Analyses these jobs, and saves their reports where so configured; one result for each, in their order. */
  check(jobIds: readonly string[]): Promise<readonly CheckedJob[]>
  close(): Promise<void>
}

export type CheckedJob =
  | { readonly kind: 'analysed'; readonly jobId: string; readonly analysis: Analysis }
  | { readonly kind: 'failed'; readonly jobId: string; readonly code: PostflightErrorCode; readonly message: string }
