// What the adapter makes of a server that goes away, hangs, refuses it or runs short; on a server of its own.

import neo4jDriver, { type Driver } from 'neo4j-driver'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createNeo4jGraph, type Neo4jGraphOptions } from '../../../src/adapters/neo4j/graph.ts'
import { toGraphRecord } from '../../../src/core/graph-record.ts'
import type { Report } from '../../../src/core/report.ts'
import type { KnowledgeGraph } from '../../../src/ports/knowledge-graph.ts'
import { makeReport } from '../../contract/knowledge-graph.contract.ts'
import { type OwnNeo4j, startNeo4j, whyNoOwnNeo4j } from '../../support/neo4j-server.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

const PASSWORD = 'the-first-password'
/** From a call to the word that the server is away. */
const NOTICED_MS_MAX = 3_000
const BACK = { timeout: 20_000, interval: 200 }

const insights = (count: number, content = 'x') => Array.from({ length: count }, () => ({ type: 'insight', content }))
const makeRecord = (fields: Partial<Report> = { learnings: insights(1) }) => toGraphRecord(makeReport(fields))
const withCode = (code: string) => expect.objectContaining({ code })

describe.skipIf(whyNoOwnNeo4j())('Neo4j in trouble', () => {
  let server: OwnNeo4j
  let admin: Driver
  const opened: KnowledgeGraph[] = []
  const openGraph = (options: Partial<Neo4jGraphOptions> = {}): KnowledgeGraph => {
    const graph = createNeo4jGraph({ ...server, logger: createRecordingLogger(), concurrency: 2, ...options })
    opened.push(graph)
    return graph
  }

  beforeAll(async () => {
    const settings = ['db.lock.acquisition.timeout=1s', 'db.memory.transaction.max=4m']
    server = await startNeo4j({ password: PASSWORD, settings })
    admin = neo4jDriver.driver(server.uri, neo4jDriver.auth.basic(server.user, PASSWORD))
  }, 120_000)
  afterEach(async () => void (await Promise.all(opened.splice(0).map((graph) => graph.close()))))
  afterAll(async () => {
    await admin?.close()
    await server?.remove()
  })

  const setPassword = async (password: string) =>
    await admin.executeQuery('ALTER USER neo4j SET PASSWORD $password', { password }, { database: 'system' })

  it('recovers from a password that is changed and changed back', { timeout: 60_000 }, async () => {
    const connected = openGraph()
    await connected.record(makeRecord())
    await setPassword('another-password')
    const fresh = openGraph()
    // More often than the server's own limit, after which it refuses even good credentials for a while.
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(fresh.record(makeRecord())).rejects.toEqual(withCode('graph.credentials_refused'))
    }
    await setPassword(PASSWORD)
    for (const graph of [fresh, connected]) {
      const counts = await vi.waitFor(async () => await graph.record(makeRecord()), BACK)
      expect(counts).toEqual({ findings: 1, relations: 1 })
    }
  })

  it('waits for a lock no longer than the server does, and says that it is busy', { timeout: 60_000 }, async () => {
    const record = makeRecord()
    const graph = openGraph()
    await graph.record(record)
    const session = admin.session()
    const holder = session.beginTransaction()
    await holder.run('MATCH (j:Job {key: $key}) SET j.held = true', { key: record.job.key })
    await expect(graph.record(record)).rejects.toEqual(withCode('graph.busy'))
    await holder.rollback()
    await session.close()
    expect(await graph.record(record)).toEqual({ findings: 1, relations: 1 })
  })

  it('splits a job that is too large for one transaction, and stores all of it', { timeout: 60_000 }, async () => {
    const record = makeRecord({ learnings: insights(8, 'long '.repeat(60_000)) })
    const logger = createRecordingLogger()
    const graph = openGraph({ logger })
    expect(await graph.record(record)).toEqual({ findings: 8, relations: 8 })
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { jobId: record.job.id, findings: 8 } }),
    )
    expect(await graph.record(record)).toEqual({ findings: 8, relations: 8 })
  })

  it('hands on the reason when the server refuses a write', async () => {
    const graph = openGraph()
    const first = makeReport({ learnings: insights(1) })
    await graph.record(toGraphRecord(first))
    await admin.executeQuery('CREATE CONSTRAINT odd FOR (n:Job) REQUIRE n.id IS UNIQUE')
    const sameJobElsewhere = makeRecord({ job_id: first.job_id, run_attempt: 2 })
    await expect(graph.record(sameJobElsewhere)).rejects.toMatchObject({
      code: 'graph.rejected',
      message: expect.stringContaining('already exists with label `Job` and property `id`'),
    })
    await admin.executeQuery('DROP CONSTRAINT odd')
  })

  it('notices a server that is gone at once, and finds it when it is back', { timeout: 120_000 }, async () => {
    const record = makeRecord()
    const graph = openGraph()
    await graph.record(record)
    await server.stop()
    const startedAt = performance.now()
    await expect(graph.record(record)).rejects.toEqual(withCode('graph.unavailable'))
    await expect(openGraph().record(record)).rejects.toEqual(withCode('graph.unavailable'))
    expect(performance.now() - startedAt).toBeLessThan(2 * NOTICED_MS_MAX)
    await server.start()
    expect(await vi.waitFor(async () => await graph.record(record), BACK)).toEqual({ findings: 1, relations: 1 })
  })

  it('gives up on a server that hangs, and finds it when it goes on', { timeout: 120_000 }, async () => {
    const record = makeRecord()
    const graph = openGraph()
    await graph.record(record)
    server.pause()
    await expect(graph.record(record)).rejects.toEqual(withCode('graph.unavailable'))
    server.resume()
    expect(await vi.waitFor(async () => await graph.record(record), BACK)).toEqual({ findings: 1, relations: 1 })
  })
})
