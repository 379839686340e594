// npm run bench:queue: Redis commands per completed job, and jobs a second of the real flow against the same flow
// with stages that do nothing, in one run. Every job has both children.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as passes } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createFlow } from '../../src/adapters/bullmq/flow.ts'
import { openQueues, type Queues } from '../../src/adapters/bullmq/queues.ts'
import { startStageWorker } from '../../src/adapters/bullmq/stage-worker.ts'
import { openRuntime } from '../../src/compose.ts'
import type { Config } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { done } from '../../src/core/outcome.ts'
import { QUEUE_NAMES, type QueueName } from '../../src/core/queue-names.ts'
import type { Stage } from '../../src/ports/stage.ts'
import { startBotApi } from '../support/bot-api/server.ts'
import { BUSY_KINDS, writeJobFolders } from '../support/fleet/job-folders.ts'
import { startNeo4j, whyNoOwnNeo4j } from '../support/neo4j-server.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { startRedis } from '../support/redis-server.ts'

const WARM_UP_JOBS = 100
const JOBS = 500
const BOT_TOKEN = '1234567890:benchmark-token-benchmark-token-1234'
const REDIS_COMMANDS_MAX = 180
/** Seldom enough to leave the measured number of commands as it is. */
const POLL_MS = 250

interface Measurement {
  readonly commandsPerJob: number
  readonly jobsPerSecond: number
}

const folder = await mkdtemp(join(tmpdir(), 'postflight-bench-'))
const redis = await startRedis()
const botApi = await startBotApi({ botToken: BOT_TOKEN, chatId: '42', perSecond: 0 })
const noNeo4j = whyNoOwnNeo4j()
if (noNeo4j !== undefined) throw new Error(`Expected Neo4j for the real flow, got none: ${noNeo4j}`)
const neo4j = await startNeo4j()
const client = new Redis(redis.url, { maxRetriesPerRequest: null })
try {
  const config = parseConfig(
    {
      REDIS_URL: redis.url,
      NEO4J_URI: neo4j.uri,
      POSTFLIGHT_DATA_DIR: folder,
      POSTFLIGHT_LOG_LEVEL: 'warn',
      TELEGRAM_BOT_TOKEN: BOT_TOKEN,
      TELEGRAM_CHAT_ID: '42',
      TELEGRAM_API_ROOT: botApi.apiRoot,
      POSTFLIGHT_TELEGRAM_PER_SECOND: '1000',
    },
    folder,
  )
  const noop = await measureNoop(config)
  const real = await measureReal(config)
  console.table({ 'no-op stages': noop, 'real flow': real })
  console.log(`real flow / no-op stages: ${(real.jobsPerSecond / noop.jobsPerSecond).toFixed(2)}`)
  console.log(`Redis commands per completed job: ${real.commandsPerJob.toFixed(1)} (at most ${REDIS_COMMANDS_MAX})`)
  if (real.commandsPerJob > REDIS_COMMANDS_MAX) process.exitCode = 1
} finally {
  client.disconnect()
  await botApi.close()
  await Promise.all([redis.remove(), neo4j.remove()])
  await rm(folder, { recursive: true, force: true })
}

async function measureReal(config: Config): Promise<Measurement> {
  await writeJobFolders(config.jobsDir, WARM_UP_JOBS + JOBS, BUSY_KINDS)
  const runtime = await openRuntime(config, { waitUntil: new AbortController().signal })
  const workers = await runtime.startWorkers()
  const queues = openQueues({ kind: 'redis', client, prefix: config.queuePrefix }, createRecordingLogger())
  const measurement = await measure(queues)
  await workers.drain()
  await runtime.close()
  await queues.close()
  return measurement
}

async function measureNoop(config: Config): Promise<Measurement> {
  const queues = openQueues({ kind: 'redis', client, prefix: '{noop}' }, createRecordingLogger())
  const flow = createFlow(queues, config.retention)
  const validate: Stage<unknown> = async (job) => {
    const { job_id: jobId } = job.data as { job_id: string }
    await flow.fanOut({ jobId, runAttempt: 1 }, ['learning', 'notification'])
    return done('through')
  }
  const redactor = { redact: async (text: string) => text }
  const start = (queue: QueueName) => {
    const stage: Stage<unknown> = queue === 'validation' ? validate : async () => done('through')
    const options = {
      queue,
      stage,
      concurrency: config.concurrency[queue],
      retention: config.retention,
      workerName: 'noop',
    }
    return startStageWorker(options, { queues, redactor, logger: createRecordingLogger() })
  }
  const workers = QUEUE_NAMES.map(start)
  const measurement = await measure(queues)
  await Promise.all(workers.map((worker) => worker.close()))
  await queues.close()
  return measurement
}

async function measure(queues: Queues): Promise<Measurement> {
  await run(queues, 0, WARM_UP_JOBS)
  const before = await countCommands()
  const startMs = performance.now()
  await run(queues, WARM_UP_JOBS, JOBS)
  const seconds = (performance.now() - startMs) / 1_000
  const commands = (await countCommands()) - before
  return { commandsPerJob: commands / JOBS, jobsPerSecond: JOBS / seconds }
}

async function run(queues: Queues, first: number, count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_, index) => ({
    name: 'job-completed',
    data: { job_id: `load-${String(first + index).padStart(5, '0')}` },
  }))
  await queues.byName.validation.addBulk(messages)
  while ((await queues.byName.finalize.getCompletedCount()) < first + count) await passes(POLL_MS)
}

/** Commands that Redis executed so far, those inside of scripts included; this bench's own look is left out. */
async function countCommands(): Promise<number> {
  const stats = await client.info('commandstats')
  const calls = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)]
  return calls.filter(([, name]) => name !== 'info').reduce((sum, [, , count]) => sum + Number(count), 0)
}
