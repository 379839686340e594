// Opens what the queue stands on: Redis, a PostgreSQL server of the user's, or the embedded one. Loaded on demand:
// nobody pays for a driver that is not in use.

import type { QueueConnection } from '../adapters/bullmq/queues.ts'
import type { Config } from '../config/config.ts'
import { PostflightError } from '../core/error.ts'
import type { Claims, SentRecords } from '../ports/claims.ts'
import type { KnowledgeGraph } from '../ports/knowledge-graph.ts'
import type { Lease } from '../ports/lease.ts'
import type { Logger } from '../ports/logger.ts'
import type { ReportStore } from '../ports/report-store.ts'

export interface Backend {
  readonly queueConnection: QueueConnection
  readonly claims: Claims
  readonly sent: SentRecords
  readonly lease: Lease
  /** Reports beside the queue; throws `config.invalid` where the backend has no such store. */
  openReportStore(): ReportStore
  /** The graph beside the queue; throws `config.invalid` where the backend has none. */
  openGraph(): KnowledgeGraph
  close(): Promise<void>
}

export interface BackendOptions {
  readonly config: Config
  readonly logger: Logger
  /** How long to wait for a server that does not answer; Infinity for workers. */
  readonly patienceMs: number
}

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

async function openRedis(url: string, { config, logger, patienceMs }: BackendOptions): Promise<Backend> {
  const { connectRedis } = await import('../adapters/redis/connection.ts')
  const { createRedisClaims, createRedisSentRecords } = await import('../adapters/redis/claims.ts')
  const { createRedisLease } = await import('../adapters/redis/lease.ts')
  const { createRedisReportStore } = await import('../adapters/redis/report-store.ts')
  const client = await connectRedis(url, patienceMs, logger)
  const prefix = config.queuePrefix
  return {
    queueConnection: { kind: 'redis', client, prefix },
    claims: createRedisClaims(client, prefix),
    sent: createRedisSentRecords(client, prefix),
    lease: createRedisLease(client, prefix),
    openReportStore: () => createRedisReportStore(client, prefix),
    openGraph: () => {
      throw new PostflightError('config.invalid', 'Expected NEO4J_URI to name the graph beside Redis, got nothing')
    },
    close: async () => {
      // A server that is away answers no farewell.
      if (client.status === 'ready') await client.quit()
      else client.disconnect()
    },
  }
}

async function openEmbedded(folder: string, options: BackendOptions): Promise<Backend> {
  const { startEmbeddedPostgres } = await import('../adapters/embedded-postgres/server.ts')
  const server = await startEmbeddedPostgres({ folder, logger: options.logger })
  try {
    const backend = await openPostgres(server.connectionOptions, options)
    return {
      ...backend,
      close: async () => {
        await backend.close()
        await server.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

type PoolTarget = Parameters<typeof import('../adapters/postgres/pool.ts')['createPostgresPool']>[0]

async function openPostgres(target: PoolTarget, { config, logger }: BackendOptions): Promise<Backend> {
  const { createPostgresPool } = await import('../adapters/postgres/pool.ts')
  const { prepareSchema } = await import('../adapters/postgres/schema.ts')
  const { createPostgresClaims, createPostgresSentRecords } = await import('../adapters/postgres/claims.ts')
  const { createPostgresLease } = await import('../adapters/postgres/lease.ts')
  const { createPostgresGraph } = await import('../adapters/postgres/graph.ts')
  const pool = createPostgresPool(target, { max: connectionsMax(config), logger })
  try {
    await prepareSchema(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    queueConnection: { kind: 'postgres', pool },
    claims: createPostgresClaims(pool),
    sent: createPostgresSentRecords(pool),
    lease: createPostgresLease(pool),
    openReportStore: () => {
      throw new PostflightError(
        'config.invalid',
        'Expected POSTFLIGHT_REPORT_STORE to be files without Redis, got redis',
      )
    },
    openGraph: () => createPostgresGraph(pool),
    close: () => pool.end(),
  }
}

/** Queues and workers hold a listening connection each; what is over serves the queries. */
const LISTENING_CONNECTIONS_MAX = 12
const QUERY_CONNECTIONS_MAX = 12

function connectionsMax(config: Config): number {
  const jobs = Object.values(config.concurrency).reduce((sum, count) => sum + count, 0)
  return LISTENING_CONNECTIONS_MAX + Math.min(QUERY_CONNECTIONS_MAX, jobs)
}
