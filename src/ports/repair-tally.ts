// How many flows the reconciler mended so far, in whichever process it ran.

import type { RepairCounts } from '../core/repairs.ts'

export interface RepairTally {
  /** Adds to the totals. Throws `queue.unavailable`. */
  add(counts: RepairCounts): Promise<void>
  /** Since the queues were first used. Throws `queue.unavailable`. */
  totals(): Promise<RepairCounts>
}
