// Neo4j goes away, refuses our password, Telegram asks to slow down and then fails: reports are as quick as ever, no
// attempt is spent on a service that is away, and everything arrives once it is back.

import { setTimeout as passes } from 'node:timers/promises'
import neo4j from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Fleet, startFleet } from '../support/fleet/fleet.ts'
import { BUSY_KINDS, type LoadJob, writeJobFolders } from '../support/fleet/job-folders.ts'
import { loadSize } from '../support/fleet/load-size.ts'
import { type OwnNeo4j, startNeo4j, whyNoOwnNeo4j } from '../support/neo4j-server.ts'
import { whyNoOwnRedis } from '../support/redis-server.ts'

/** How long each service stays away. */
const OUTAGE_MS = loadSize({ small: 4_000, full: 30_000 })
const TELEGRAM_OUTAGE_MS = loadSize({ small: 4_000, full: 20_000 })
const SEND_EVERY_MS = loadSize({ small: 50, full: 100 })
const ARRIVAL_MS_MAX = 120_000
/** As shipped: the fleet of other tests looks for stuck jobs far more often, which is work of its own. */
const RECONCILE_MS = '60000'
const PASSWORD = 'first-password'
const missing = whyNoOwnRedis() ?? whyNoOwnNeo4j()

describe.skipIf(missing)('outages', () => {
  let fleet: Fleet
  let graph: OwnNeo4j
  let calmMs: number
  let disturbedMs: number
  let sent: LoadJob[]
  let arrivedAfterMs: number

  beforeAll(async () => {
    graph = await startNeo4j({ password: PASSWORD })
    fleet = await startFleet({ neo4j: graph, perSecond: 50, env: { POSTFLIGHT_RECONCILE_MS: RECONCILE_MS } })
    const jobs = await writeJobFolders(fleet.jobsDir, jobsMax(), BUSY_KINDS)
    await fleet.startWorker('all')
    const next = jobs.values()
    const calm = await during(sendCalm(), fleet, next)
    await vi.waitFor(async () => expect(await fleet.unfinished()).toBe(0), { timeout: 60_000, interval: 100 })
    const disturbed = await during(disturb(fleet, graph), fleet, next)
    const backAtMs = Date.now()
    await vi.waitFor(async () => expect(await fleet.unfinished()).toBe(0), { timeout: ARRIVAL_MS_MAX, interval: 100 })
    arrivedAfterMs = Date.now() - backAtMs
    sent = [...calm, ...disturbed]
    calmMs = await reportMsAt95(fleet, calm)
    disturbedMs = await reportMsAt95(fleet, disturbed)
    console.log(
      `95 % of reports within ${calmMs} ms undisturbed, ${disturbedMs} ms through outages; ${sent.length} jobs`,
    )
    console.log(`everything had arrived ${arrivedAfterMs} ms after the last service's return`)
  }, 400_000)
  afterAll(async () => {
    await fleet?.close()
    await graph?.remove()
  })

  it('spends no attempt while a service is away', async () => {
    for (const queue of ['learning', 'notification'] as const) {
      const jobs = await fleet.queues.byName[queue].getCompleted(0, sent.length)
      expect(jobs).toHaveLength(sent.length)
      expect(
        jobs.filter((job) => job.attemptsMade !== 1).map((job) => [job.id, job.attemptsMade, job.failedReason]),
      ).toEqual([])
    }
  })

  it('delivers everything within two minutes of the return', async () => {
    expect(arrivedAfterMs).toBeLessThan(ARRIVAL_MS_MAX)
    const told = new Set(fleet.botApi.sent.map((message) => /load-\d{5}/.exec(message.text)?.[0]))
    expect(told.size).toBe(sent.length)
  })

  it('keeps reports as quick as without outages', () => {
    // A few seconds measure the machine's mood: there only a report that waited for a service would show.
    const factor = loadSize({ small: 20, full: 1.5 })
    expect(disturbedMs).toBeLessThanOrEqual(calmMs * factor)
  })
})

function jobsMax(): number {
  return Math.ceil((4 * OUTAGE_MS + 3 * TELEGRAM_OUTAGE_MS + 60_000) / SEND_EVERY_MS)
}

/** Sends a job every so often for as long as the work lasts; returns those sent. */
async function during(work: Promise<void>, fleet: Fleet, next: Iterator<LoadJob>): Promise<LoadJob[]> {
  const sent: LoadJob[] = []
  let over = false
  const timer = setInterval(() => {
    const { value, done } = next.next() as IteratorResult<LoadJob, undefined>
    if (over || done || value === undefined) return
    sent.push(value)
    void fleet.queues.byName.validation.add('job-completed', { job_id: value.jobId })
  }, SEND_EVERY_MS)
  try {
    await work
  } finally {
    over = true
    clearInterval(timer)
  }
  return sent
}

function sendCalm(): Promise<void> {
  return passes(OUTAGE_MS)
}

async function disturb(fleet: Fleet, graph: OwnNeo4j): Promise<void> {
  await graph.stop()
  await passes(OUTAGE_MS)
  await graph.start()
  await changePassword(graph, PASSWORD, 'second-password')
  await passes(OUTAGE_MS)
  await changePassword(graph, 'second-password', PASSWORD)
  fleet.botApi.fault({ kind: 'rate-limited', retry_after: 2, for_ms: TELEGRAM_OUTAGE_MS })
  await passes(TELEGRAM_OUTAGE_MS)
  fleet.botApi.fault({ kind: 'server-error', for_ms: TELEGRAM_OUTAGE_MS })
  await passes(TELEGRAM_OUTAGE_MS)
}

/**
 * Neo4j locks an account for a while after the worker's refused attempts, and whoever comes first then may lock it again:
 * so this may take some attempts, which come often enough to be first.
 */
async function changePassword({ uri, user }: OwnNeo4j, from: string, to: string): Promise<void> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, from))
  const change = 'ALTER CURRENT USER SET PASSWORD FROM $from TO $to'
  await vi.waitFor(() => driver.executeQuery(change, { from, to }, { database: 'system' }), {
    timeout: 30_000,
    interval: 20,
  })
  await driver.close()
}

/** Milliseconds from enqueueing to the report within which 95 % of the jobs had theirs. */
async function reportMsAt95(fleet: Fleet, jobs: readonly LoadJob[]): Promise<number> {
  const wanted = new Set(jobs.map((job) => job.jobId))
  const done = await fleet.queues.byName.validation.getCompleted(0, -1)
  const times = done
    .filter((job) => wanted.has((job.data as { job_id: string }).job_id))
    .map((job) => (job.finishedOn ?? Number.POSITIVE_INFINITY) - job.timestamp)
    .sort((a, b) => a - b)
  expect(times).toHaveLength(jobs.length)
  return times[Math.floor(times.length * 0.95)] ?? Number.POSITIVE_INFINITY
}
