// kill -9 of worker processes in the middle of jobs, most of all in learning and notification: nothing is lost,
// nothing gets stuck. Each process is stopped first and killed only while it holds an active job.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { QueueName } from '../../src/core/queue-names.ts'
import { type Fleet, startFleet } from '../support/fleet/fleet.ts'
import { BUSY_KINDS, type LoadJob, writeJobFolders } from '../support/fleet/job-folders.ts'
import { loadSize } from '../support/fleet/load-size.ts'
import { sendFromPython, whyNoPythonProducer } from '../support/fleet/python-producer.ts'
import type { WorkerChild } from '../support/fleet/worker-child.ts'
import { type OwnNeo4j, startNeo4j, whyNoOwnNeo4j } from '../support/neo4j-server.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'

const JOBS = loadSize({ small: 150, full: 1_000 })
const VICTIMS: readonly QueueName[] =
  loadSize({ small: 0, full: 1 }) === 1
    ? [
        'learning',
        'notification',
        'learning',
        'notification',
        'learning',
        'notification',
        'validation',
        'learning',
        'notification',
        'validation',
      ]
    : ['learning', 'notification', 'validation']
/** A killed worker's jobs come back when their locks lapse (60 s) and somebody looks (15 s). */
const RECOVERY_MS = 200_000
const missing = whyNoOwnRedis() ?? whyNoOwnNeo4j() ?? whyNoPythonProducer()

describe.skipIf(missing)('workers that are killed in the middle of jobs', () => {
  let fleet: Fleet
  let neo4j: OwnNeo4j
  let jobs: LoadJob[]

  beforeAll(async () => {
    neo4j = await startNeo4j()
    fleet = await startFleet({ neo4j, perSecond: 20 })
    jobs = await writeJobFolders(fleet.jobsDir, JOBS, BUSY_KINDS)
    await fleet.startWorker('finalize')
    for (const [index, queue] of VICTIMS.entries()) {
      const share = jobs.filter((_, at) => at % VICTIMS.length === index)
      await send(fleet, share)
      await killWhileActive(fleet, queue)
    }
    for (const queue of ['validation', 'learning', 'notification'] as const) await fleet.startWorker(queue)
    await vi.waitFor(async () => expect(await fleet.finalized()).toBe(JOBS), { timeout: RECOVERY_MS, interval: 500 })
  }, RECOVERY_MS + 120_000)
  afterAll(async () => {
    await fleet?.close()
    await neo4j?.remove()
  })

  it('leaves no job lost, stuck or failed', async () => {
    const failed = await Promise.all(Object.values(fleet.queues.byName).map((queue) => queue.getFailedCount()))
    expect({ unfinished: await fleet.unfinished(), failed }).toEqual({ unfinished: 0, failed: [0, 0, 0, 0] })
  })

  it('leaves a completed report of each job', async () => {
    const reports = await Promise.all(jobs.map(({ jobId }) => fleet.reports.load({ jobId, runAttempt: 1 })))
    for (const [index, report] of reports.entries()) {
      expect(report).toMatchObject({
        telegram_notified: true,
        learning_result: { learnings_stored: jobs[index]?.learnings },
      })
    }
  })

  it('doubles a message at most for a job that was at work when its process was killed', () => {
    const told = fleet.botApi.sent.map((message) => /load-\d{5}/.exec(message.text)?.[0])
    expect(new Set(told).size).toBe(JOBS)
    expect(told.length - JOBS).toBeLessThanOrEqual(VICTIMS.filter((queue) => queue === 'notification').length)
  })
})

async function send(fleet: Fleet, jobs: readonly LoadJob[]): Promise<void> {
  const messages = jobs.map(({ jobId }) => ({ data: { job_id: jobId }, opts: { attempts: 0 } }))
  await sendFromPython(fleet.redis.url, fleet.prefix, messages)
}

/** Starts a worker for the queue, waits until it holds an active job, and kills it then. */
async function killWhileActive(fleet: Fleet, queue: QueueName): Promise<void> {
  const feeder = queue === 'validation' ? undefined : await fleet.startWorker('validation')
  const victim = await fleet.startWorker(queue)
  await vi.waitFor(() => stopWhileActive(fleet, queue, victim), { timeout: 60_000, interval: 5 })
  await victim.kill()
  await feeder?.drain()
}

async function stopWhileActive(fleet: Fleet, queue: QueueName, victim: WorkerChild): Promise<void> {
  victim.stop()
  const active = await fleet.queues.byName[queue].getActive()
  const held = active.filter((job) => job.processedBy === victim.name)
  if (held.length > 0) return
  victim.resume()
  throw new Error(`Expected ${victim.name} to hold an active ${queue} job, got none`)
}
