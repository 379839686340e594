// A tally of repairs in memory, for tests of the reconciler.

import { PostflightError } from '../../src/core/error.ts'
import { NO_REPAIRS, type RepairCounts, toRepairCounts } from '../../src/core/repairs.ts'
import type { RepairTally } from '../../src/ports/repair-tally.ts'

export interface MemoryRepairTally extends RepairTally {
  /** From now on every call fails as if the server were away. */
  goAway(): void
}

export function createMemoryRepairTally(): MemoryRepairTally {
  let totals: RepairCounts = NO_REPAIRS
  let isAway = false
  const requireServer = () => {
    if (isAway) throw new PostflightError('queue.unavailable', 'Expected the fake to be there, got one that went away')
  }
  return {
    goAway: () => {
      isAway = true
    },
    add: async (counts) => {
      requireServer()
      const sums = Object.entries(totals).map(([kind, count]) => [kind, count + counts[kind as keyof RepairCounts]])
      totals = toRepairCounts(sums as [string, number][])
    },
    totals: async () => {
      requireServer()
      return totals
    },
  }
}
