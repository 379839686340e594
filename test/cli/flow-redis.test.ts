// The commands that need a queue, on Redis: processing is other processes' work.

import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { redisUrl } from '../support/services.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight, startPostflight } from './run-postflight.ts'

const redis = redisUrl()
const MINUTE_MS = 60_000

describe.skipIf(redis.missing)('on Redis', () => {
  it(
    'process ends with 3 when no worker runs',
    async () => {
      const { env } = await setup()
      const { code, stdout, stderr } = await runPostflight(['process', 'job-1'], { env })
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      expect(stderr).toContain('(queue.no_workers): Expected a validation worker to run within 10 s, got none')
    },
    MINUTE_MS,
  )

  it(
    'submit returns at once and says that nobody works',
    async () => {
      const { env } = await setup()
      const { code, stdout, stderr } = await runPostflight(['submit', 'job-1', '--exit-code', '3'], { env })
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'submitted job-1 as validate-job-1\n' })
      expect(stderr).toContain('No worker is running')
      const twice = await runPostflight(['submit', 'job-1', '--exit-code', '4'], { env })
      expect(twice).toMatchObject({ code: 0, stdout: 'known job-1 as validate-job-1\n' })
      expect(twice.stderr).toContain('job-1 was submitted before, and its first message counts')
    },
    MINUTE_MS,
  )

  it(
    'workers take what was submitted, process waits for them, and SIGTERM ends them well',
    async () => {
      const { env } = await setup()
      await runPostflight(['submit', 'job-1', '--exit-code', '3', '--project', 'shop'], { env })
      const worker = startWorker(env)
      expect(await worker.firstLine).toMatch(/"queue":"redis".*off: with REDIS_URL it needs NEO4J_URI/)
      const { code, stdout } = await runPostflight(['process', 'job-1'], { env })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        exit_code: 3,
        project: 'shop',
        learning_result: { learnings_stored: 0, not_stored_because: expect.any(String) },
      })
      const learnings = await runPostflight(['learnings'], { env })
      expect(learnings.stdout).toContain('The knowledge graph is off')
      worker.child.kill('SIGTERM')
      expect(await worker.ended).toBe(0)

      const again = await runPostflight(['process', 'job-1', '--again'], { env })
      expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('(queue.no_workers)') })
      const kept = await runPostflight(['report', 'job-1', '--json'], { env })
      expect(kept.stdout).toBe(stdout)
    },
    MINUTE_MS,
  )
})

it.skipIf(redis.missing)('a worker says at once when its jobs folder is not there', async () => {
  const { env } = await setup()
  const worker = startWorker({ ...env, POSTFLIGHT_JOBS_DIR: '/nowhere/jobs' })
  await expect.poll(worker.log, { timeout: 10_000 }).toContain('The jobs folder is not there')
  worker.child.kill('SIGTERM')
  expect(await worker.ended).toBe(0)
  expect(worker.log()).toContain('/nowhere/jobs')
})

it.skipIf(redis.missing)('a dashboard that the network can reach says so', async () => {
  const { env } = await setup()
  const child = startPostflight(['dashboard', '--host', '0.0.0.0', '--port', '0'], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  await expect.poll(() => said, { timeout: 10_000 }).toContain('Ctrl-C')
  expect(said).toMatch(/listens on 0\.0\.0\.0:\d+, without a login, for whoever reaches this machine/)
})

async function setup() {
  const folder = await tempFolder()
  await mkdir(join(folder, 'jobs', 'job-1'), { recursive: true })
  await writeFile(
    join(folder, 'jobs', 'job-1', 'output.log'),
    'Learned: the cache has to be cleared after an upgrade\n',
  )
  const env = {
    REDIS_URL: redis.get(),
    POSTFLIGHT_DATA_DIR: folder,
    POSTFLIGHT_QUEUE_PREFIX: `{cli-${randomUUID()}}`,
    POSTFLIGHT_LOG_SETTLE_MS: '0',
  }
  return { env }
}

function startWorker(env: Readonly<Record<string, string>>) {
  const child = startPostflight(['worker'], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += chunk))
  const firstLine = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) stream.once('data', (chunk) => resolve(String(chunk)))
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, firstLine, ended, log: () => written }
}
