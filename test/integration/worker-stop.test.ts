// How a worker process ends: in good order, and also when a job does not end, or Redis does not say goodbye.

import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readServerLock } from '../../src/adapters/embedded-postgres/server-lock.ts'
import { openSite } from '../../src/adapters/embedded-postgres/site.ts'
import { openRuntime } from '../../src/compose.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { startBotApi } from '../support/bot-api/server.ts'
import { type Fleet, startFleet } from '../support/fleet/fleet.ts'
import { BUSY_KINDS, writeJobFolders } from '../support/fleet/job-folders.ts'
import { spawnWorkerChild, startWorkerChild, type WorkerChild } from '../support/fleet/worker-child.ts'
import { postgres } from '../support/postgres.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'
import { tempFolder } from '../support/temp-folder.ts'

const DRAIN_MS = 1_000
/** For letting go of everything after the drain; Telegram's requests take up to 10 s, so no job ends meanwhile. */
const LEAVE_MS_MAX = 5_000
const WORK_MS_MAX = 20_000
const TOKEN = `123456:${'A'.repeat(35)}`

describe.skipIf(whyNoOwnRedis())('a worker process that is told to stop', () => {
  async function setup() {
    const fleet = await startFleet({ perSecond: 50, env: { POSTFLIGHT_DRAIN_MS: String(DRAIN_MS) } })
    onTestFinished(() => fleet.close())
    return { fleet, worker: await fleet.startWorker('all') }
  }

  it('ends with 0 when nothing is left to do', async () => {
    const { worker } = await setup()
    expect(await worker.drain()).toBe(0)
  })

  it('ends within its bound although Redis is away', async () => {
    const { fleet, worker } = await setup()
    await fleet.redis.stop()
    const { code, tookMs } = await drainTimed(worker)
    expect(tookMs).toBeLessThan(DRAIN_MS + LEAVE_MS_MAX)
    // 3 where a job had to be left, which depends on the moment.
    expect([0, 3]).toContain(code)
  })

  it('ends within its bound with 3 when a job outlives the drain, and says so', async () => {
    const { fleet, worker } = await setup()
    await hangOneJob(fleet)
    const { code, tookMs } = await drainTimed(worker)
    expect({ code, log: (await worker.ended).log }).toEqual({ code: 3, log: expect.stringContaining('did not finish') })
    expect(tookMs).toBeLessThan(DRAIN_MS + LEAVE_MS_MAX)
  })

  it('ends at once with 3 at the second signal', async () => {
    const { fleet, worker } = await setup()
    await hangOneJob(fleet)
    const first = drainTimed(worker)
    await worker.says('Finishing running jobs')
    await worker.drain()
    expect(await first).toMatchObject({ code: 3 })
    expect((await first).tookMs).toBeLessThan(DRAIN_MS)
  })

  it('goes on by itself when Redis is back', async () => {
    const { fleet } = await setup()
    await fleet.redis.stop()
    await fleet.redis.start()
    const job = await fleet.queues.byName.validation.add('job-completed', { job_id: '../no' })
    await expect.poll(() => job.getState(), { timeout: WORK_MS_MAX }).toBe('failed')
  })
})

describe.skipIf(postgres().missing)('a worker process on the embedded server', () => {
  it('leaves the server in order when a job outlives the drain', { timeout: 60_000 }, async () => {
    const { env, botApi, config } = await setup()
    const worker = await startWorkerChild('all', env, join(config.dataDir, 'worker.log'))
    onTestFinished(() => worker.kill())
    const [job] = await writeJobFolders(config.jobsDir, 1, BUSY_KINDS)
    botApi.fault({ kind: 'hang' })
    const runtime = await openRuntime(config, { logger: createRecordingLogger() })
    await runtime.submit({ job_id: job?.jobId })
    const running = async () => (await runtime.admin.status()).find((each) => each.queue === 'notification')?.active
    await expect.poll(running, { timeout: WORK_MS_MAX }).toBe(1)
    await runtime.close()
    const { code, tookMs } = await drainTimed(worker)
    expect(code).toBe(3)
    expect(tookMs).toBeLessThan(DRAIN_MS + LEAVE_MS_MAX)
    expect(await readServerLock(await openSite(join(config.dataDir, 'database')))).toBeUndefined()
  })

  async function setup() {
    const botApi = await startBotApi({ botToken: TOKEN, chatId: '42' })
    onTestFinished(() => botApi.close())
    const folder = await tempFolder()
    // Reachable for the account that runs the server.
    await chmod(folder, 0o755)
    const env = {
      POSTFLIGHT_DATA_DIR: folder,
      POSTFLIGHT_DRAIN_MS: String(DRAIN_MS),
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_CHAT_ID: '42',
      TELEGRAM_API_ROOT: botApi.apiRoot,
    }
    return { env, botApi, config: parseConfig(env, '/') }
  }
})

describe('a worker process whose services are not there yet', () => {
  const AWAY = [
    ['Redis', 'REDIS_URL', 'redis://me:hunter2hunter2@127.0.0.1:1?password=hunter2hunter2'],
    ['PostgreSQL', 'POSTFLIGHT_POSTGRES_URL', 'postgres://me:hunter2hunter2@127.0.0.1:1/jobs'],
  ] as const
  it.each(AWAY)('waits for %s, says so once, and ends with the first signal', async (_, setting, url) => {
    const worker = await spawn({ [setting]: url })
    await worker.says('ECONNREFUSED')
    const { code, tookMs } = await drainTimed(worker)
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(LEAVE_MS_MAX)
    const { log } = await worker.ended
    expect(log.match(/ECONNREFUSED/g)).toHaveLength(1)
    expect(log).toContain('"level":"warn"')
    expect(log).not.toContain('hunter2')
  })

  it('ends with 2 and says what is wrong with its settings', async () => {
    const worker = await spawn({ REDIS_URL: 'nonsense' })
    const { code, log } = await worker.ended
    expect(code).toBe(2)
    expect(log).toMatch(/^Error \(config\.invalid\): Expected REDIS_URL to be a URL/)
    expect(log).not.toContain('    at ')
  })

  it('ends with 3 when a service that it needs cannot be had', async () => {
    const worker = await spawn({ POSTFLIGHT_DATA_DIR: '/dev/null/nowhere' })
    const { code, log } = await worker.ended
    expect(code).toBe(3)
    expect(log).toMatch(/^Error \(embedded\.\w+\): Expected/m)
  })

  async function spawn(env: Readonly<Record<string, string>>): Promise<WorkerChild> {
    const folder = await tempFolder()
    const worker = spawnWorkerChild('all', { POSTFLIGHT_DATA_DIR: folder, ...env }, join(folder, 'worker.log'))
    onTestFinished(() => worker.kill())
    return worker
  }
})

/** A job whose message Telegram never answers. */
async function hangOneJob({ botApi, jobsDir, queues }: Fleet): Promise<void> {
  botApi.fault({ kind: 'hang' })
  const [job] = await writeJobFolders(jobsDir, 1, BUSY_KINDS)
  await queues.byName.validation.add('job-completed', { job_id: job?.jobId })
  await expect.poll(() => queues.byName.notification.getActiveCount(), { timeout: WORK_MS_MAX }).toBe(1)
}

async function drainTimed(worker: WorkerChild): Promise<{ code: number | null; tookMs: number }> {
  const startedMs = performance.now()
  const code = await worker.drain()
  return { code, tookMs: performance.now() - startedMs }
}
