// The tally of repairs as a row for each kind.

import type pg from 'pg'
import { toRepairCounts } from '../../core/repairs.ts'
import type { RepairTally } from '../../ports/repair-tally.ts'
import { run } from './run.ts'

const ADD = `
  INSERT INTO postflight.repairs (kind, count) SELECT * FROM unnest($1::text[], $2::bigint[])
  ON CONFLICT (kind) DO UPDATE SET count = repairs.count + excluded.count`

/** Needs the tables that `prepareSchema` makes. */
export function createPostgresRepairTally(pool: pg.Pool): RepairTally {
  return {
    add: async (counts) => {
      await run(pool, ADD, [Object.keys(counts), Object.values(counts)])
    },
    totals: async () => {
      const { rows } = await run(pool, 'SELECT kind, count FROM postflight.repairs', [])
      return toRepairCounts(rows.map(({ kind, count }) => [kind, Number(count)]))
    },
  }
}
