// Opens what the queue stands on: Redis, a PostgreSQL server of the user's, or the embedded one. Loaded on demand:
// nobody pays for a driver that is not in use.

import { PostflightError } from '../core/error.ts'
import { type Backend, type BackendOptions, patienceOf } from './backend.ts'
import { openPostgres } from './open-postgres.ts'
import { within } from './within.ts'

/** Throws `queue.unavailable` or `embedded.*`; what was opened until then is left to `closing`. */
export function openBackend(options: BackendOptions): Promise<Backend> {
  const { queue } = options.config
  switch (queue.kind) {
    case 'redis':
      return openRedis(queue.url, options)
    case 'postgres':
      return openPostgres(queue.url, options)
    case 'embedded':
      return openEmbedded(queue.folder, options)
  }
}

async function openRedis(url: string, options: BackendOptions): Promise<Backend> {
  const { connectRedis } = await import('../adapters/redis/connection.ts')
  const { createRedisClaims, createRedisSentRecords } = await import('../adapters/redis/claims.ts')
  const { createRedisLease } = await import('../adapters/redis/lease.ts')
  const { createRedisRepairTally } = await import('../adapters/redis/repair-tally.ts')
  const { createRedisReportStore } = await import('../adapters/redis/report-store.ts')
  const { config, logger, closing, waitUntil } = options
  const outages = waitUntil === undefined ? 'fail' : 'wait'
  const client = await connectRedis(url, { patience: patienceOf(options), outages, logger })
  closing.add({ name: 'Redis', close: () => leaveRedis(client) })
  const prefix = config.queuePrefix
  return {
    queueConnection: { kind: 'redis', client, prefix },
    claims: createRedisClaims(client, prefix),
    sent: createRedisSentRecords(client, prefix),
    lease: createRedisLease(client, prefix),
    tally: createRedisRepairTally(client, prefix),
    openReportStore: () => createRedisReportStore(client, prefix),
    openGraph: () => {
      throw new PostflightError('config.invalid', 'Expected NEO4J_URI to name the graph beside Redis, got nothing')
    },
  }
}

type RedisClient = Awaited<ReturnType<typeof import('../adapters/redis/connection.ts')['connectRedis']>>

const FAREWELL_MS_MAX = 1_000

/** A server that is away answers no farewell. */
async function leaveRedis(client: RedisClient): Promise<void> {
  try {
    if (client.status === 'ready') await within(FAREWELL_MS_MAX, client.quit())
  } finally {
    client.disconnect()
  }
}

/** Stopping the server writes all that it holds to disk. */
const STOP_MS_MAX = 10_000

async function openEmbedded(folder: string, options: BackendOptions): Promise<Backend> {
  const { startEmbeddedPostgres } = await import('../adapters/embedded-postgres/server.ts')
  const server = await startEmbeddedPostgres({ folder, logger: options.logger })
  options.closing.add({ name: 'the embedded server', close: () => server.close(), closeMsMax: STOP_MS_MAX })
  return openPostgres(server.connectionOptions, options)
}
