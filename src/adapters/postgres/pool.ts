// The one PostgreSQL pool of a process: queues, claims, sent records and the graph share it.

import pg from 'pg'
import type { Logger } from '../../ports/logger.ts'

export interface PoolSettings {
  /**
   * Connections. Each BullMQ worker and each QueueEvents keeps one for itself, to listen on; what is left runs
   * the queries.
   */
  readonly max: number
  readonly logger: Logger
}

/** BullMQ's statements name its tables without a schema. */
const SEARCH_PATH_OPTION = '-c search_path=bullmq,public'
/** A wait for a free or new connection longer than this is an error: callers retry, and a hang helps nobody. */
const CONNECT_TIMEOUT_MS = 10_000

/** `connection` is a URL (TLS and credentials in it work) or the options of a server, such as the embedded one's. */
export function createPostgresPool(connection: string | pg.PoolConfig, settings: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    application_name: 'postflight',
    options: SEARCH_PATH_OPTION,
    ...(typeof connection === 'string' ? { connectionString: withSearchPath(connection) } : connection),
    max: settings.max,
    // Else BullMQ cannot tell a dead connection from a quiet one, and polls.
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // Each queue adds a listener of its own.
  pool.setMaxListeners(0)
  // Without a listener, an idle connection that drops would end the process. The pool opens another when asked.
  pool.on('error', (error) => settings.logger.warn('A PostgreSQL connection was lost', { reason: error.message }))
  return pool
}

/** Parameters in a URL outrank the pool's own, so the user's `options` get ours appended. */
function withSearchPath(url: string): string {
  const match = /([?&]options=)([^&#]*)/.exec(url)
  if (match === null) return url
  return url.replace(match[0], `${match[0]}${encodeURIComponent(` ${SEARCH_PATH_OPTION}`)}`)
}
