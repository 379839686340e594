// Connections to Redis: one way for workers, which wait for a server that is away, one for everything that a
// person waits for, which fails soon and says why.

import { Redis, type RedisOptions } from 'ioredis'
import { PostflightError } from '../../core/error.ts'
import type { Logger } from '../../ports/logger.ts'

export interface RedisSettings {
  /** Aborted when the first connection has been waited for long enough. */
  readonly patience: AbortSignal
  /** What commands do while the server is away: `wait` through it, as BullMQ's workers need, or `fail` soon. */
  readonly outages: 'wait' | 'fail'
  readonly logger: Logger
}

/** One attempt to connect. */
const CONNECT_MS_MAX = 5_000
const RECONNECT_MS_MAX = 2_000
/** One command, where it is not to wait. */
const COMMAND_MS_MAX = 5_000
/** After so many attempts to reconnect, commands that nobody waits for any more are forgotten. */
const RECONNECTS_PER_COMMAND_MAX = 10

/** Connected once it resolves; reconnects by itself. Throws `queue.unavailable` when patience ends before. */
export async function connectRedis(url: string, settings: RedisSettings): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS_MAX,
    keepAlive: 30_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MS_MAX),
    ...OUTAGES[settings.outages],
  })
  const lastError = watchErrors(client, settings)
  if (await isReady(client, settings.patience)) return client
  client.disconnect()
  throw new PostflightError(
    'queue.unavailable',
    `Expected Redis at ${withoutSecrets(url)} to answer, got ${lastError()}`,
  )
}

const OUTAGES = {
  wait: { maxRetriesPerRequest: null },
  fail: { maxRetriesPerRequest: RECONNECTS_PER_COMMAND_MAX, commandTimeout: COMMAND_MS_MAX },
} as const satisfies Record<RedisSettings['outages'], RedisOptions>

/** Each outage is told once, and its end. Where nobody waits, the error of the first connection or the command tells it. */
function watchErrors(client: Redis, { outages, logger }: RedisSettings): () => string {
  let isTold = false
  let last = 'no answer'
  client.on('ready', () => {
    if (isTold) logger.info('Redis is back')
    isTold = false
  })
  client.on('error', (error: Error) => {
    last = describe(error)
    if (isTold || outages === 'fail') logger.debug('Redis reports an error', { error: last })
    else logger.warn('Redis does not answer; waiting for it', { error: last })
    isTold ||= outages === 'wait'
  })
  return () => last
}

/** Node gives an error without a message when every address of a host refuses. */
function describe(error: Error & { readonly code?: string }): string {
  return error.message || error.code || error.name
}

/** The first attempt may fail; the client goes on trying by itself. */
async function isReady(client: Redis, patience: AbortSignal): Promise<boolean> {
  if (patience.aborted) return false
  const ready = new Promise<boolean>((resolve) => client.once('ready', () => resolve(true)))
  const ended = new Promise<boolean>((resolve) =>
    patience.addEventListener('abort', () => resolve(false), { once: true }),
  )
  client.connect().catch(() => undefined)
  return await Promise.race([ready, ended])
}

/** The client also reads passwords from the query. */
function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
