// Connections to Redis: one way for workers, which wait for a server that is away, one for everything that a
// person waits for, which fails soon and says why.

import { Redis } from 'ioredis'
import { PostflightError } from '../../core/error.ts'
import type { Logger } from '../../ports/logger.ts'

/** One attempt to connect. */
const CONNECT_MS_MAX = 5_000
const RECONNECT_MS_MAX = 2_000

/**
 * Connects within `patienceMs` (Infinity for as long as it takes), or throws `queue.unavailable`; afterwards
 * commands wait through any outage.
 */
export async function connectRedis(url: string, patienceMs: number, logger: Logger): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: CONNECT_MS_MAX,
    keepAlive: 30_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MS_MAX),
  })
  let lastError = 'no answer'
  client.on('error', (error: Error) => {
    lastError = error.message
    logger.debug('Redis reports an error', { error: error.message })
  })
  try {
    await within(patienceMs, isReady(client))
    return client
  } catch (error) {
    client.disconnect()
    const reason = `${(error as Error).message} (${lastError})`
    throw new PostflightError(
      'queue.unavailable',
      `Expected Redis at ${withoutCredentials(url)} to answer, got ${reason}`,
    )
  }
}

/** The first attempt may fail; the client goes on trying by itself. */
async function isReady(client: Redis): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once('ready', resolve))
  client.connect().catch(() => undefined)
  await ready
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  if (ms === Number.POSITIVE_INFINITY) {
    await work
    return
  }
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  try {
    await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function withoutCredentials(url: string): string {
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  return parsed.toString()
}
