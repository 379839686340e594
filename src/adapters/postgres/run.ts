// One statement of what lives beside the queue.

import type pg from 'pg'
import { toQueueError } from './errors.ts'

/** Throws `queue.unavailable`, or `internal.unexpected` for a statement that the server refuses. */
export async function run(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<pg.QueryResult> {
  try {
    return await pool.query(sql, [...values])
  } catch (error) {
    throw toQueueError(error)
  }
}
