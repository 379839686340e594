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
  /** Milliseconds that a statement may take, 30 s unless given; 0 for as long as it takes, as migrations need. */
  readonly statementMsMax?: number
}

/** BullMQ's statements name its tables without a schema. */
const SEARCH_PATH_OPTION = '-c search_path=bullmq,public'
/** A wait for a free or new connection longer than this is an error: callers retry, and a hang helps nobody. */
const CONNECT_TIMEOUT_MS = 10_000
/** Ours take milliseconds. BullMQ waits for notifications, which is no statement. */
const STATEMENT_MS_MAX = 30_000
/** The server speaks first; a server that says nothing at all is given up after so much longer. */
const SILENCE_MS_MAX = 5_000

/** `connection` is a URL (TLS and credentials in it work) or the options of a server, such as the embedded one's. */
export function createPostgresPool(connection: string | pg.PoolConfig, settings: PoolSettings): pg.Pool {
  const { statementMsMax = STATEMENT_MS_MAX } = settings
  const pool = new Pool({
    application_name: 'postflight',
    options: SEARCH_PATH_OPTION,
    statement_timeout: statementMsMax,
    query_timeout: statementMsMax === 0 ? 0 : statementMsMax + SILENCE_MS_MAX,
    ...(typeof connection === 'string' ? { connectionString: withSearchPath(connection) } : connection),
    max: settings.max,
    // Else BullMQ cannot tell a dead connection from a quiet one, and polls.
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // Each queue adds a listener of its own.
  pool.setMaxListeners(0)
  // Without a listener, a connection that drops would end the process, be it idle or on loan. The pool opens another
  // when asked, and the statement that was under way fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('error', (error) => settings.logger.warn('A PostgreSQL connection was lost', { reason: error.message }))
  return pool
}

/**
 * pg's own `end` says farewell and does not wait for the answers: a server that is stopped just then answers with
 * errors instead. This one waits until every connection is closed.
 */
class Pool extends pg.Pool {
  readonly #open = new Set<pg.PoolClient>()
  #allClosed: (() => void) | undefined

  constructor(config: pg.PoolConfig) {
    super(config)
    this.on('connect', (client) => this.#open.add(client))
    this.on('remove', (client) => {
      this.#open.delete(client)
      if (this.#open.size === 0) this.#allClosed?.()
    })
  }

  override async end(): Promise<void> {
    const allClosed = new Promise<void>((resolve) => {
      this.#allClosed = resolve
    })
    await super.end()
    if (this.#open.size > 0) await allClosed
  }
}

/** Parameters in a URL outrank the pool's own, so the user's `options` get ours appended. */
function withSearchPath(url: string): string {
  const match = /([?&]options=)([^&#]*)/.exec(url)
  if (match === null) return url
  return url.replace(match[0], `${match[0]}${encodeURIComponent(` ${SEARCH_PATH_OPTION}`)}`)
}
