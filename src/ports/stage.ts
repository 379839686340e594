// What a stage is given and what it is: one job in, one outcome out.

import type { Outcome } from '../core/outcome.ts'

/** A queue's job, without the queue. */
export interface StageJob {
  /** The queue's own id for it, which its producer may have chosen. */
  readonly id: string
  readonly name: string
  readonly data: unknown
  /** When this job was first told to come again `later`, in milliseconds since the epoch; undefined if never. */
  readonly waitingSinceMs: number | undefined
  /** Whether a `retry` now would fail it for good. */
  readonly isLastAttempt: boolean
}

export type Stage<Value> = (job: StageJob) => Promise<Outcome<Value>>
