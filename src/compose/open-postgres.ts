// Opens a PostgreSQL server as the queue's backend: tables first, then the one pool that everything shares.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { PostflightError, toPostflightError } from '../core/error.ts'
import { type Backend, type BackendOptions, onceAborted, patienceOf } from './backend.ts'

type PoolTarget = Parameters<typeof import('../adapters/postgres/pool.ts')['createPostgresPool']>[0]

/** Throws `queue.unavailable`. */
export async function openPostgres(target: PoolTarget, options: BackendOptions): Promise<Backend> {
  const { createPostgresPool } = await import('../adapters/postgres/pool.ts')
  const { createPostgresClaims, createPostgresSentRecords } = await import('../adapters/postgres/claims.ts')
  const { createPostgresLease } = await import('../adapters/postgres/lease.ts')
  const { createPostgresRepairTally } = await import('../adapters/postgres/repair-tally.ts')
  const { createPostgresGraph } = await import('../adapters/postgres/graph.ts')
  await prepareWithPatience(target, options)
  const pool = createPostgresPool(target, { max: connectionsMax(options.config), logger: options.logger })
  options.closing.add({ name: 'PostgreSQL', close: () => pool.end() })
  return {
    queueConnection: { kind: 'postgres', pool },
    claims: createPostgresClaims(pool),
    sent: createPostgresSentRecords(pool),
    lease: createPostgresLease(pool),
    tally: createPostgresRepairTally(pool),
    openReportStore: refuseReportStore,
    openGraph: () => createPostgresGraph(pool),
  }
}

const RETRY_MS = 500

async function prepareWithPatience(target: PoolTarget, options: BackendOptions): Promise<void> {
  const patience = patienceOf(options)
  const isOver = onceAborted(patience)
  let problem: PostflightError | undefined
  while (!patience.aborted) {
    const attempt = await Promise.race([tryToPrepare(target, options), isOver])
    if (attempt === 'prepared') return
    if (attempt === 'aborted') break
    if (attempt.code !== 'queue.unavailable') throw attempt
    if (problem === undefined && options.waitUntil !== undefined) {
      options.logger.warn('PostgreSQL does not answer; waiting for it', { error: attempt.message })
    }
    problem = attempt
    await Promise.race([sleep(RETRY_MS), isOver])
  }
  throw problem ?? new PostflightError('queue.unavailable', 'Expected PostgreSQL to answer, got nothing')
}

async function tryToPrepare(target: PoolTarget, options: BackendOptions): Promise<'prepared' | PostflightError> {
  try {
    await prepare(target, options)
    return 'prepared'
  } catch (error) {
    return toPostflightError(error)
  }
}

/** In a pool of its own: migrations may take long, all other statements must not. */
async function prepare(target: PoolTarget, { logger }: BackendOptions): Promise<void> {
  const { createPostgresPool } = await import('../adapters/postgres/pool.ts')
  const { prepareSchema } = await import('../adapters/postgres/schema.ts')
  const pool = createPostgresPool(target, { max: 1, logger, statementMsMax: 0 })
  try {
    await prepareSchema(pool)
  } finally {
    await pool.end()
  }
}

function refuseReportStore(): never {
  throw new PostflightError('config.invalid', 'Expected POSTFLIGHT_REPORT_STORE to be files without Redis, got redis')
}

/** Queues and workers hold a listening connection each; what is over serves the queries. */
const LISTENING_CONNECTIONS_MAX = 12
const QUERY_CONNECTIONS_MAX = 12

function connectionsMax(config: Config): number {
  const jobs = Object.values(config.concurrency).reduce((sum, count) => sum + count, 0)
  return LISTENING_CONNECTIONS_MAX + Math.min(QUERY_CONNECTIONS_MAX, jobs)
}
