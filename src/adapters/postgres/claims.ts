// Claims and sent records as rows; a unique key makes one claimant of many the holder.

import type pg from 'pg'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import type { Claims, SentRecords } from '../../ports/claims.ts'
import { run } from './run.ts'

/** Needs the tables that `prepareSchema` makes. Every call may throw `queue.unavailable`. */
export function createPostgresClaims(pool: pg.Pool): Claims {
  return {
    claim: (identity, holder) => claim(pool, identity, holder),
    async holderOf(identity) {
      const sql = 'SELECT holder FROM postflight.claims WHERE name = $1'
      return (await run(pool, sql, [toFileName(identity)])).rows[0]?.holder
    },
    async takeOver(identity, from, to) {
      const sql = 'UPDATE postflight.claims SET holder = $3, claimed_at = now() WHERE name = $1 AND holder = $2'
      return (await run(pool, sql, [toFileName(identity), from, to])).rowCount === 1
    },
  }
}

/** Needs the tables that `prepareSchema` makes. Every call may throw `queue.unavailable`. */
export function createPostgresSentRecords(pool: pg.Pool): SentRecords {
  return {
    async wasSent(identity) {
      return (await run(pool, 'SELECT 1 FROM postflight.sent WHERE name = $1', [toFileName(identity)])).rowCount === 1
    },
    async markSent(identity) {
      await run(pool, 'INSERT INTO postflight.sent (name) VALUES ($1) ON CONFLICT DO NOTHING', [toFileName(identity)])
    },
    async clear(identity) {
      await run(pool, 'DELETE FROM postflight.sent WHERE name = $1', [toFileName(identity)])
    },
  }
}

async function claim(pool: pg.Pool, identity: JobIdentity, holder: string): Promise<string> {
  // The update changes nothing; it makes the statement wait for and return the row that stands.
  const sql = `
    INSERT INTO postflight.claims AS standing (name, holder) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET holder = standing.holder
    RETURNING holder`
  const { rows } = await run(pool, sql, [toFileName(identity), holder])
  return rows[0]?.holder
}
