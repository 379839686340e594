// The dashboard over real queues: what it shows, what it hides, what it refuses.

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RETRY_POLICIES } from '../../src/adapters/bullmq/queue-policies.ts'
import { openQueues, type QueueConnection, type Queues } from '../../src/adapters/bullmq/queues.ts'
import { QUEUE_NAMES } from '../../src/core/queue-names.ts'
import { startDashboard } from '../../src/dashboard/dashboard.ts'
import { usePostgres } from '../support/postgres.ts'
import { redisUrl } from '../support/services.ts'

const SECRET = 'hunter2hunter2'
const silent = { debug() {}, info() {}, warn() {}, error() {} }
/** Stands for any redactor: the dashboard must pass every text through the one it is given. */
const redactor = { redact: async (text: string) => text.replaceAll(SECRET, '[redacted]') }

const redis = redisUrl()
const database = usePostgres()
const BACKENDS = [
  { backend: 'Redis', missing: redis.missing, connect: connectRedis },
  { backend: 'PostgreSQL', missing: database.missing, connect: connectPostgres },
]

for (const { backend, missing, connect } of BACKENDS) {
  describe.skipIf(missing)(`the dashboard on ${backend}`, () => {
    const setup = (options: BoardOptions = {}) => openBoard(connect(), options)

    it('lists the four queues and their jobs', async () => {
      const { get, queues } = await setup()
      await queues.learning.add('record-learnings', { job_id: 'build-1' }, { jobId: 'learn-build-1' })
      const { queues: listed } = await get('/api/queues?activeQueue=learning')
      expect(listed.map(({ name }) => name)).toEqual([...QUEUE_NAMES])
      expect(listed[2]?.jobs[0]).toMatchObject({ id: 'learn-build-1', data: { job_id: 'build-1' } })
    })

    it('serves its page', async () => {
      const { url } = await setup()
      const response = await fetch(url)
      expect(response.status).toBe(200)
      const page = await response.text()
      expect(page).toContain('<title>postflight</title>')
      expect(page).toContain('[role="menuitem"]:has(.lucide-trash-2)')
      expect(response.headers.get('x-frame-options')).toBe('DENY')
    })

    it('redacts data, results, reasons, stack traces and logs', async () => {
      const { url, fail } = await setup()
      await fail()
      const paths = [
        '/api/queues?activeQueue=learning',
        '/api/queues/learning/learn-x',
        '/api/queues/learning/learn-x/logs',
      ]
      for (const path of paths) {
        const text = await (await fetch(url + path)).text()
        expect(text, path).toContain('[redacted]')
        expect(text, path).not.toContain(SECRET)
      }
    })

    it('masks what a field of a telling name holds', async () => {
      const { get, queues } = await setup()
      await queues.validation.add('job-completed', { job_id: 'a', api_key: 'plainlooking' }, { jobId: 'validate-a' })
      const { job } = await get('/api/queues/validation/validate-a')
      expect(job.data).toEqual({ job_id: 'a', api_key: '[redacted]' })
    })

    it('retries a failed job', async () => {
      const { url, queues, fail } = await setup()
      await fail()
      const response = await fetch(`${url}/api/queues/learning/learn-x/retry`, { method: 'PUT' })
      expect(response.status).toBe(204)
      expect(await queues.learning.getJobCounts('waiting', 'failed')).toMatchObject({ waiting: 1, failed: 0 })
    })

    it('retries all failed jobs of a queue', async () => {
      const { url, queues, fail } = await setup()
      await fail()
      const response = await fetch(`${url}/api/queues/learning/retry/failed`, { method: 'PUT' })
      expect(response.status).toBe(200)
      expect(await queues.learning.getJobCounts('waiting', 'failed')).toMatchObject({ waiting: 1, failed: 0 })
    })

    it.each([
      ['PUT', 'finalize/finalize-x/clean'],
      ['PUT', 'finalize/obliterate'],
      ['PUT', 'finalize/empty'],
      ['PUT', 'learning/clean/failed'],
      ['PUT', 'learning/retry/completed'],
      ['PUT', 'finalize/finalize-x/remove-unprocessed-children'],
      ['POST', 'validation/add'],
      ['PUT', 'pause'],
    ])('refuses %s %s with a reason', async (method, path) => {
      const { url } = await setup()
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${url}/api/queues/${path}`, { method, headers, body: '{}' })
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('Only retries are possible here')
    })

    it('tells the page to offer retries of failed jobs only', async () => {
      const { get } = await setup()
      const { queues: listed } = await get('/api/queues')
      for (const queue of listed) expect(queue).toMatchObject({ allowRetries: true, allowCompletedRetries: false })
    })

    it.each(['127.0.0.1', '0.0.0.0'])(
      'listening on %s, refuses a request for a name that is not its own',
      async (host) => {
        const { url } = await setup({ host })
        const { status, text } = await ask(url, 'evil.example:3000')
        expect(status).toBe(421)
        expect(text).toContain('POSTFLIGHT_DASHBOARD_ALLOWED_HOSTS')
        expect(text).toContain('got \\"evil.example\\"')
      },
    )

    it.each(['127.0.0.1', '0.0.0.0'])('listening on %s, answers for the names that it was given', async (host) => {
      const { url } = await setup({ host, allowedHosts: ['localhost', '[::1]', 'ci.example'] })
      for (const name of ['localhost:1234', '[::1]:3000', 'CI.example', 'ci.example:443']) {
        expect(await ask(url, name), name).toMatchObject({ status: 200 })
      }
    })

    it('answers for the one address that it was told to listen on', async () => {
      const { url } = await setup({ host: '127.0.0.1', allowedHosts: ['ci.example'] })
      expect(await ask(url, '127.0.0.1:3000')).toMatchObject({ status: 200 })
    })

    it('shows how our workers retry, whatever options a producer stored with its jobs', async () => {
      const { get, queues } = await setup()
      await queues.validation.add('job-completed', { job_id: 'a' }, { jobId: 'x:y:z', attempts: 0 })
      const { queues: listed } = await get('/api/queues?activeQueue=validation')
      expect(listed[0]?.description).toContain('12 attempts, 1 s doubling up to 5 min')
      expect(listed[0]?.description).toContain("the options stored with a job are the producer's and do not count")
      expect(listed[2]?.description).toContain('12 attempts, 2 s doubling up to 1 h')
    })

    it.each([
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ])('refuses a change that another site asks for: %o', async (headers) => {
      const { url, queues, fail } = await setup()
      await fail()
      const response = await fetch(`${url}/api/queues/learning/retry/failed`, {
        method: 'PUT',
        headers: headers as Record<string, string>,
      })
      expect(response.status).toBe(403)
      expect(await queues.learning.getFailedCount()).toBe(1)
    })

    it('lets its own page make changes', async () => {
      const { url } = await setup()
      const headers = { origin: url, 'sec-fetch-site': 'same-origin' }
      const response = await fetch(`${url}/api/queues/learning/retry/failed`, { method: 'PUT', headers })
      expect(response.status).toBe(200)
    })

    it('says what to do when the port is taken', async () => {
      const { url, queues } = await setup()
      const port = Number(new URL(url).port)
      const second = startDashboard({
        queues: Object.values(queues),
        retryPolicies: RETRY_POLICIES,
        host: '127.0.0.1',
        port,
        allowedHosts: [],
        redactor,
        logger: silent,
      })
      await expect(second).rejects.toMatchObject({ code: 'dashboard.unavailable' })
    })
  })
}

/** What the page is told, as far as the tests look at it. */
interface Listed {
  readonly queues: readonly { readonly name: string; readonly description: string; readonly jobs: readonly unknown[] }[]
  readonly job: { readonly data: unknown }
}

interface Connected {
  readonly connection: QueueConnection
  close(): Promise<unknown>
}

function connectRedis(): Connected {
  const client = new Redis(redis.get(), { maxRetriesPerRequest: null })
  const connection = { kind: 'redis', client, prefix: `{dashboard-${randomUUID()}}` } as const
  return { connection, close: () => client.quit() }
}

function connectPostgres(): Connected {
  return { connection: { kind: 'postgres', pool: database.get().pool }, close: () => Promise.resolve() }
}

interface BoardOptions {
  readonly host?: string
  readonly allowedHosts?: readonly string[]
}

async function openBoard({ connection, close }: Connected, options: BoardOptions) {
  const queues = openQueues(connection, silent)
  const all = Object.values(queues.byName)
  const dashboard = await startDashboard({
    queues: all,
    retryPolicies: RETRY_POLICIES,
    host: '127.0.0.1',
    port: 0,
    allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
    redactor,
    logger: silent,
    ...options,
  })
  onTestFinished(async () => {
    await dashboard.close()
    for (const queue of all) await queue.obliterate({ force: true })
    await queues.close()
    await close()
  })
  const { url } = dashboard
  const get = async (path: string) => (await (await fetch(url + path)).json()) as Listed
  return { url, get, queues: queues.byName, fail: () => failOne(queues) }
}

/** One learning job that failed for good, with the secret wherever a job can hold it. */
async function failOne(queues: Queues): Promise<void> {
  const worker = queues.createWorker(
    'learning',
    async (job) => {
      await job.log(`logging in with ${SECRET}`)
      throw new Error(`refused: ${SECRET}`)
    },
    {},
  )
  const failed = new Promise((resolve) => worker.on('failed', resolve))
  const data = { job_id: 'x', note: `use ${SECRET}` }
  await queues.byName.learning.add('record-learnings', data, { jobId: 'learn-x', attempts: 1 })
  await failed
  await worker.close()
}

/** fetch sets the host header itself, so this asks by hand. */
async function ask(url: string, host: string): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const asked = request(`${url}/api/queues`, { headers: { host } }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return { status: response.statusCode, text: await text(response) }
}
