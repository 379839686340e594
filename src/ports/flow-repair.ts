// What the reconciler needs of the queue: to find flows that no worker will ever move again, and to move them.

import type { JobIdentity } from '../core/job-identity.ts'
import type { ChildQueueName } from '../core/queue-names.ts'

export interface FlowRepair {
  /** Finalize jobs that wait for a child that is failed or gone. */
  stuckParents(window: RepairWindow): Promise<readonly StuckParent[]>
  /** Lets the parent go on although this child failed. True when there was something to release. */
  releaseFailedChild(parent: JobIdentity, child: ChildQueueName): Promise<boolean>
  /** Removes a waiting parent and what is left of its children, so that they can be fanned out anew. */
  dismantle(identity: JobIdentity): Promise<void>
  /** Completed finalize jobs of which a child finished later: an operator redrove it. */
  staleParents(window: RepairWindow): Promise<readonly JobIdentity[]>
  /** Runs a completed finalize job again. */
  refresh(identity: JobIdentity): Promise<void>
  /** Validation jobs that completed without a finalize job. */
  unfinishedValidations(window: RepairWindow): Promise<readonly JobIdentity[]>
}

/** Only jobs that finished or were made within these bounds are looked at; milliseconds since the epoch. */
export interface RepairWindow {
  readonly fromMs: number
  readonly untilMs: number
  /** Once aborted, looking ends early with what was found. */
  readonly stop?: AbortSignal | undefined
}

export interface StuckParent {
  readonly identity: JobIdentity
  readonly child: ChildQueueName
  readonly childState: 'failed' | 'gone'
}
