// A whole postflight on real services: Redis of its own, a Bot API stand-in, Neo4j, and worker processes.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { openQueues, type Queues } from '../../../src/adapters/bullmq/queues.ts'
import { createFileReportStore } from '../../../src/adapters/files/file-report-store.ts'
import type { QueueName } from '../../../src/core/queue-names.ts'
import type { ReportStore } from '../../../src/ports/report-store.ts'
import { type BotApi, startBotApi } from '../bot-api/server.ts'
import { createRecordingLogger } from '../recording-logger.ts'
import { type OwnRedis, startRedis } from '../redis-server.ts'
import type { Neo4jAccess } from '../services.ts'
import { startWorkerChild, type WorkerChild } from './worker-child.ts'

export interface Fleet {
  readonly redis: OwnRedis
  readonly client: Redis
  readonly prefix: string
  readonly queues: Queues
  readonly botApi: BotApi
  readonly reports: ReportStore
  readonly jobsDir: string
  readonly dataDir: string
  readonly workers: WorkerChild[]
  /** One process of `workers/<file>.ts`, added to `workers`. */
  startWorker(file: 'all' | QueueName): Promise<WorkerChild>
  /** Jobs that are in none of the states completed, failed. */
  unfinished(): Promise<number>
  finalized(): Promise<number>
  close(): Promise<void>
}

export interface FleetOptions {
  readonly neo4j?: Neo4jAccess
  readonly env?: Readonly<Record<string, string>>
  /** Messages per second that the stand-in takes and the workers send. */
  readonly perSecond: number
}

/** Share of the interval by which a message may come early: at 50 a second, a timer's jitter is half of it. */
const JITTER = 0.5
const BOT_TOKEN = '1234567890:load-test-token-load-test-token-123'
const CHAT_ID = '42'
const PREFIX = '{fleet}'

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'postflight-fleet-'))
  const redis = await startRedis()
  const { perSecond } = options
  const toleranceMs = (1_000 / perSecond) * JITTER
  const botApi = await startBotApi({ botToken: BOT_TOKEN, chatId: CHAT_ID, perSecond, toleranceMs })
  const client = new Redis(redis.url, { maxRetriesPerRequest: null })
  const queues = openQueues({ kind: 'redis', client, prefix: PREFIX }, createRecordingLogger())
  const env = toEnv(options, { dataDir, redisUrl: redis.url, apiRoot: botApi.apiRoot })
  const workers: WorkerChild[] = []
  return {
    redis,
    client,
    prefix: PREFIX,
    queues,
    botApi,
    reports: createFileReportStore(join(dataDir, 'qa-reports')),
    jobsDir: join(dataDir, 'jobs'),
    dataDir,
    workers,
    startWorker: async (file) => {
      const worker = await startWorkerChild(file, env, join(dataDir, `${file}.log`))
      workers.push(worker)
      return worker
    },
    unfinished: () => countUnfinished(queues),
    finalized: () => queues.byName.finalize.getCompletedCount(),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.kill()))
      await queues.close()
      client.disconnect()
      await botApi.close()
      await redis.remove()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

interface Places {
  readonly dataDir: string
  readonly redisUrl: string
  readonly apiRoot: string
}

function toEnv({ neo4j, env, perSecond }: FleetOptions, places: Places): Record<string, string> {
  const graph = neo4j && { NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password }
  return {
    REDIS_URL: places.redisUrl,
    POSTFLIGHT_DATA_DIR: places.dataDir,
    POSTFLIGHT_QUEUE_PREFIX: PREFIX,
    POSTFLIGHT_RECONCILE_MS: '5000',
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_CHAT_ID: CHAT_ID,
    TELEGRAM_API_ROOT: places.apiRoot,
    POSTFLIGHT_TELEGRAM_PER_SECOND: String(perSecond),
    ...graph,
    ...env,
  }
}

async function countUnfinished(queues: Queues): Promise<number> {
  const counts = await Promise.all(
    Object.values(queues.byName).map((queue) =>
      queue.getJobCountByTypes('waiting', 'prioritized', 'active', 'delayed', 'waiting-children'),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
