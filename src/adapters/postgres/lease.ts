// A lease as a row that lapses by the server's clock.

import type pg from 'pg'
import type { Lease } from '../../ports/lease.ts'
import { run } from './run.ts'

const ACQUIRE = `
  INSERT INTO postflight.leases (name, until) VALUES ($1, now() + $2 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET until = excluded.until WHERE leases.until <= now()
  RETURNING name`

/** Needs the tables that `prepareSchema` makes. Throws `queue.unavailable`. */
export function createPostgresLease(pool: pg.Pool): Lease {
  return { acquire: async (name, ttlMs) => (await run(pool, ACQUIRE, [name, ttlMs])).rowCount === 1 }
}
