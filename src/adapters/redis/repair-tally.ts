// The tally of repairs as one hash.

import type { Redis } from 'ioredis'
import { toRepairCounts } from '../../core/repairs.ts'
import type { RepairTally } from '../../ports/repair-tally.ts'
import { translated } from './errors.ts'

/** Key `<prefix>:repairs`, a field for each kind. */
export function createRedisRepairTally(client: Redis, prefix: string): RepairTally {
  const key = `${prefix}:repairs`
  return {
    add: (counts) =>
      translated(async () => {
        const added = Object.entries(counts).filter(([, count]) => count > 0)
        await Promise.all(added.map(([kind, count]) => client.hincrby(key, kind, count)))
      }),
    totals: () =>
      translated(async () => {
        const stored = Object.entries(await client.hgetall(key))
        return toRepairCounts(stored.map(([kind, count]) => [kind, Number(count)]))
      }),
  }
}
