// A Python producer, two worker processes, real Redis, real Neo4j, a strict Bot API: every job arrives, once.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createNeo4jGraph } from '../../src/adapters/neo4j/graph.ts'
import type { StoredLearning } from '../../src/ports/knowledge-graph.ts'
import { type Fleet, startFleet } from '../support/fleet/fleet.ts'
import { type LoadJob, writeJobFolders } from '../support/fleet/job-folders.ts'
import { loadSize } from '../support/fleet/load-size.ts'
import { sendFromPython, whyNoPythonProducer } from '../support/fleet/python-producer.ts'
import { type OwnNeo4j, startNeo4j, whyNoOwnNeo4j } from '../support/neo4j-server.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'

const JOBS = loadSize({ small: 200, full: 1_000 })
const missing = whyNoOwnRedis() ?? whyNoOwnNeo4j() ?? whyNoPythonProducer()

describe.skipIf(missing)('a fleet of two workers fed by a Python producer', () => {
  let fleet: Fleet
  let neo4j: OwnNeo4j
  let jobs: LoadJob[]

  beforeAll(async () => {
    neo4j = await startNeo4j()
    fleet = await startFleet({ neo4j, perSecond: 100 })
    jobs = await writeJobFolders(fleet.jobsDir, JOBS)
    await Promise.all([fleet.startWorker('all'), fleet.startWorker('all')])
    await sendFromPython(fleet.redis.url, fleet.prefix, jobs.map(toMessage))
    await vi.waitFor(async () => expect(await fleet.finalized()).toBe(JOBS), { timeout: 240_000, interval: 200 })
  }, 300_000)
  afterAll(async () => {
    await fleet?.close()
    await neo4j?.remove()
  })

  it('writes a completed report of each job', async () => {
    const reports = await Promise.all(jobs.map(({ jobId }) => fleet.reports.load({ jobId, runAttempt: 1 })))
    const expected = jobs.map((job) => ({
      job_id: job.jobId,
      telegram_notified: job.isTold,
      learning_result: { job_id: job.jobId, learnings_stored: job.learnings, relations_created: job.learnings },
    }))
    expect(reports).toEqual(expected.map((fields) => expect.objectContaining(fields)))
  })

  it('shares the work: each process validates at least a quarter', async () => {
    const done = await fleet.queues.byName.validation.getCompleted(0, JOBS)
    const shares = fleet.workers.map(({ name }) => done.filter((job) => job.processedBy === name).length)
    console.log(`validated by worker: ${shares.join(' and ')} of ${JOBS}`)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(JOBS)
    for (const share of shares) expect(share).toBeGreaterThanOrEqual(JOBS / 4)
  })

  it('stores exactly the learnings that the reports hold', async () => {
    const graph = createNeo4jGraph({ ...neo4j, logger: createRecordingLogger(), concurrency: 1 })
    const stored = await graph.learnings({ limit: JOBS * 4 })
    await graph.close()
    expect(countByJob(stored)).toEqual(
      new Map(jobs.filter((job) => job.learnings > 0).map((job) => [job.jobId, job.learnings])),
    )
  })

  it('tells a person exactly once of each job that matters, and of no other', () => {
    const told = fleet.botApi.sent.map((message) => /load-\d{5}/.exec(message.text)?.[0])
    expect(told.sort()).toEqual(jobs.filter((job) => job.isTold).map((job) => job.jobId))
  })

  it('ends in good order when told to', async () => {
    expect(await Promise.all(fleet.workers.map((worker) => worker.drain()))).toEqual([0, 0])
  })
})

/** As producers are: no attempts, ids that say nothing, None where there is nothing. */
function toMessage({ jobId }: LoadJob, index: number) {
  const opts =
    index % 3 === 0 ? { attempts: 0, jobId: `x:${index}:z` } : { attempts: 0, removeOnComplete: index % 3 === 1 }
  return { data: { job_id: jobId, exit_code: null, project: null, task: null, color: 'red' }, opts }
}

function countByJob(learnings: readonly StoredLearning[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { jobId } of learnings) counts.set(jobId, (counts.get(jobId) ?? 0) + 1)
  return new Map([...counts].sort())
}
