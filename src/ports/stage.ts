// What a stage is given and what it is: one job in, one outcome out.

import type { Outcome } from '../core/outcome.ts'

/** A queue's job, without the queue. */
export interface StageJob {
  /** The queue's own id for it, which its producer may have chosen. */
  readonly id: string
  readonly name: string
  readonly data: unknown
  /** Milliseconds since the epoch, by the producer's clock. */
  readonly enqueuedAtMs: number
  /** How often it was started, this time included. */
  readonly starts: number
}

export type Stage<Value> = (job: StageJob) => Promise<Outcome<Value>>
