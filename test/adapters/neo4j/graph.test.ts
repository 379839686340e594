import { randomUUID } from 'node:crypto'
import neo4jDriver, { type Driver } from 'neo4j-driver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNeo4jGraph } from '../../../src/adapters/neo4j/graph.ts'
import { toGraphRecord } from '../../../src/core/graph-record.ts'
import type { KnowledgeGraph } from '../../../src/ports/knowledge-graph.ts'
import { makeReport } from '../../contract/knowledge-graph.contract.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'
import { neo4j } from '../../support/services.ts'

const shared = neo4j()
const logger = createRecordingLogger()

describe('createNeo4jGraph', () => {
  it.each(['http://127.0.0.1:7474', 'not a url', ''])('refuses the URL %j', (uri) => {
    const options = { uri, user: 'neo4j', password: 'secret', logger, concurrency: 1 }
    expect(() => createNeo4jGraph(options)).toThrow(expect.objectContaining({ code: 'config.invalid' }))
  })

  it.each(['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc'])('takes a %s:// URL', async (scheme) => {
    const options = { uri: `${scheme}://graph.example:7687`, user: 'neo4j', password: 'secret', logger, concurrency: 1 }
    await createNeo4jGraph(options).close()
  })

  it('never repeats the credentials of a URL', () => {
    const options = {
      uri: 'http://neo4j:hunter2@graph:7687',
      user: 'neo4j',
      password: 'hunter2',
      logger,
      concurrency: 1,
    }
    expect(() => createNeo4jGraph(options)).toThrow(/^(?!.*hunter2)/s)
  })
})

describe.skipIf(shared.missing)('the graph in Neo4j', () => {
  let driver: Driver
  let graph: KnowledgeGraph
  const read = async (statement: string, parameters: Record<string, unknown>) =>
    (await driver.executeQuery(statement, parameters)).records.map((row) => row.toObject())

  beforeAll(() => {
    const { uri, user, password } = shared.get()
    driver = neo4jDriver.driver(uri, neo4jDriver.auth.basic(user, password), { useBigInt: true })
    graph = createNeo4jGraph({ ...shared.get(), logger, concurrency: 4 })
  })
  afterAll(async () => {
    await graph?.close()
    await driver?.close()
  })

  it('joins a finding to its project and its job, with whole numbers as integers', async () => {
    const report = makeReport({ exit_code: 137, quality_score: 40, learnings: [{ type: 'insight', content: 'x' }] })
    const record = toGraphRecord(report)
    await graph.record(record)
    const rows = await read(
      `MATCH (j:Job)-[:FOUND]->(f:Finding)-[:LEARNED_FROM]->(p:Project {id: $id})<-[:IN_PROJECT]-(j)
       RETURN properties(j) AS job, properties(f) AS finding`,
      { id: report.project },
    )
    const job = { key: record.job.key, id: report.job_id, run_attempt: 1n, exit_code: 137n, quality_score: 40n }
    const finished_at = report.timestamp
    const expected = record.findings.map(({ key, name, content, source }) => ({
      job: { ...job, finished_at },
      finding: { key, name, content, source, type: 'finding', learning_type: 'insight', quality_score: 40n },
    }))
    expect(rows).toEqual(expected)
    expect(rows).toHaveLength(1)
  })

  it('changes nothing when a job is recorded again', async () => {
    const record = toGraphRecord(makeReport({ learnings: [{ type: 'insight', content: 'x' }] }))
    const countAround = async () =>
      await read('MATCH (p:Project {id: $id})<-[r]-(n) RETURN count(DISTINCT n) AS nodes, count(r) AS relations', {
        id: record.project.id,
      })
    await graph.record(record)
    const before = await countAround()
    await graph.record(record)
    expect(await countAround()).toEqual(before)
    expect(before).toEqual([{ nodes: 2n, relations: 2n }])
  })

  it('keeps an exit code beyond 64 bits as text, digit by digit', async () => {
    const exitCode = 10n ** 30n
    const report = makeReport({ exit_code: exitCode })
    await graph.record(toGraphRecord(report))
    const rows = await read('MATCH (j:Job {id: $id}) RETURN j.exit_code AS exitCode', { id: report.job_id })
    expect(rows).toEqual([{ exitCode: String(exitCode) }])
  })

  it('has one unique constraint for each key after several processes made them at once', async () => {
    const graphs = Array.from({ length: 4 }, () => createNeo4jGraph({ ...shared.get(), logger, concurrency: 1 }))
    const project = `project-${randomUUID()}`
    await Promise.all(graphs.map((each) => each.record(toGraphRecord(makeReport({ project })))))
    await Promise.all(graphs.map((each) => each.close()))
    const rows = await read('SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type ORDER BY labelsOrTypes', {})
    expect(rows).toEqual([
      { labelsOrTypes: ['Finding'], properties: ['key'], type: 'UNIQUENESS' },
      { labelsOrTypes: ['Job'], properties: ['key'], type: 'UNIQUENESS' },
      { labelsOrTypes: ['Project'], properties: ['id'], type: 'UNIQUENESS' },
    ])
  })
})
