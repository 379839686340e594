// Pairs of messages for one job, sent back to back under ids of the producer's own, while learning fails for good.

import { randomUUID } from 'node:crypto'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Fleet, startFleet } from '../support/fleet/fleet.ts'
import { BUSY_KINDS, type LoadJob, writeJobFolders } from '../support/fleet/job-folders.ts'
import { loadSize } from '../support/fleet/load-size.ts'
import { type OwnNeo4j, startNeo4j, whyNoOwnNeo4j } from '../support/neo4j-server.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'

const PAIRS = loadSize({ small: 100, full: 500 })
const missing = whyNoOwnRedis() ?? whyNoOwnNeo4j()

describe.skipIf(missing)('duplicate messages while learning fails for good', () => {
  let fleet: Fleet
  let graph: OwnNeo4j
  let jobs: LoadJob[]

  beforeAll(async () => {
    graph = await startNeo4j()
    await refuseFindings(graph)
    fleet = await startFleet({ neo4j: graph, perSecond: 200 })
    jobs = await writeJobFolders(fleet.jobsDir, PAIRS, BUSY_KINDS)
    await Promise.all([fleet.startWorker('all'), fleet.startWorker('all')])
    const pairs = jobs.flatMap(({ jobId }) => [jobId, jobId])
    await fleet.queues.byName.validation.addBulk(
      pairs.map((job_id) => ({ name: 'job-completed', data: { job_id }, opts: { jobId: `own-${randomUUID()}` } })),
    )
    await vi.waitFor(async () => expect(await fleet.unfinished()).toBe(0), { timeout: 180_000, interval: 200 })
  }, 300_000)
  afterAll(async () => {
    await fleet?.close()
    await graph?.remove()
  })

  it('finalizes each job once, none stuck', async () => {
    expect(await fleet.finalized()).toBe(PAIRS)
  })

  it('takes the second message of each pair as a quiet success', async () => {
    const validated = await fleet.queues.byName.validation.getCompleted(0, PAIRS * 2)
    const dropped = validated.filter((job) => 'dropped' in (job.returnvalue as object))
    expect({ validated: validated.length, dropped: dropped.length }).toEqual({ validated: PAIRS * 2, dropped: PAIRS })
  })

  it('has each effect once', async () => {
    const told = fleet.botApi.sent.map((message) => /load-\d{5}/.exec(message.text)?.[0])
    expect(told.sort()).toEqual(jobs.map((job) => job.jobId))
    expect(await fleet.queues.byName.learning.getFailedCount()).toBe(PAIRS)
  })

  it('says in each report why nothing was learnt', async () => {
    const reports = await Promise.all(jobs.map(({ jobId }) => fleet.reports.load({ jobId, runAttempt: 1 })))
    for (const report of reports) {
      expect(report?.learning_result?.not_stored_because).toMatch(/^graph\.rejected: /)
    }
  })
})

/** A constraint that every finding of ours violates. */
async function refuseFindings({ uri }: OwnNeo4j): Promise<void> {
  const driver = neo4j.driver(uri)
  await driver.executeQuery("CREATE (:Finding {type: 'finding', key: 'in the way'})")
  await driver.executeQuery('CREATE CONSTRAINT in_the_way FOR (n:Finding) REQUIRE n.type IS UNIQUE')
  await driver.close()
}
