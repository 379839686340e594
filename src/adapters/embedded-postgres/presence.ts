// Who uses the server. Every attached process holds one session with a shared advisory lock; the last to leave is
// the one that gets the lock exclusively. The kernel ends the session of a killed process, so no mark goes stale.

import pg from 'pg'
import type { ServerConnection } from './connection.ts'

/** Two numbers that no other user of the database locks; the first spells POST. */
const PRESENCE_LOCK = [0x504f5354, 1] as const
const CONNECT_TIMEOUT_MS = 10_000

export interface Presence {
  readonly session: pg.Client
  /** The server's process, as that server itself says. */
  readonly serverPid: number
}

/** Attached once it resolves. Waits while a leaver stops the server, and is then refused by PostgreSQL. */
export async function attach(connection: ServerConnection, onLost: () => void): Promise<Presence> {
  const session = new pg.Client({
    ...connection,
    application_name: 'postflight-presence',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // Without a listener a dropped connection would end the process; 'end' follows every 'error'.
  session.on('error', () => undefined)
  try {
    await session.connect()
    await session.query('SELECT pg_advisory_lock_shared($1, $2)', [...PRESENCE_LOCK])
    const { rows } = await session.query(`SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`)
    session.once('end', onLost)
    return { session, serverPid: rows[0]?.pid }
  } catch (error) {
    await session.end().catch(() => undefined)
    throw error
  }
}

/**
 * Gives up our presence; true when nobody else is attached. Then newcomers wait until this session ends, which
 * the caller brings about by stopping the server. Released before asked for: of two that leave at once, the later
 * one must see that it is the last.
 */
export async function leave({ session }: Presence): Promise<boolean> {
  await session.query('SELECT pg_advisory_unlock_shared($1, $2)', [...PRESENCE_LOCK])
  const { rows } = await session.query('SELECT pg_try_advisory_lock($1, $2) AS last', [...PRESENCE_LOCK])
  return rows[0]?.last === true
}
