import { describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresGraph } from '../../../src/adapters/postgres/graph.ts'
import { createPostgresPool } from '../../../src/adapters/postgres/pool.ts'
import { toGraphRecord } from '../../../src/core/graph-record.ts'
import { makeReport } from '../../contract/knowledge-graph.contract.ts'
import { postgres, usePostgres } from '../../support/postgres.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

describe.skipIf(postgres().missing)('the knowledge graph in PostgreSQL', () => {
  const database = usePostgres()
  const learnings = [{ type: 'insight', content: 'the cache was stale' }]

  it('stores an exit code beyond 64 bits exactly', async () => {
    const record = toGraphRecord(makeReport({ exit_code: 10n ** 40n, learnings }))
    await createPostgresGraph(database.get().pool).record(record)
    const sql = 'SELECT exit_code FROM postflight.jobs WHERE key = $1'
    const { rows } = await database.get().pool.query(sql, [record.job.key])
    expect(rows).toEqual([{ exit_code: String(10n ** 40n) }])
  })

  it('takes text that PostgreSQL refuses, from whoever built the record', async () => {
    const record = toGraphRecord(makeReport({ learnings }))
    const findings = record.findings.map((finding) => ({ ...finding, content: 'before\0after \ud800' }))
    const graph = createPostgresGraph(database.get().pool)
    await graph.record({ ...record, findings })
    const [found] = await graph.learnings({ project: record.project.id, limit: 1 })
    expect(found?.content).toBe('before\ufffdafter \ufffd')
  })

  it('stores nothing of a record that cannot be stored whole', async () => {
    const record = toGraphRecord(makeReport({ learnings }))
    const broken = { ...record, findings: record.findings.map((finding) => ({ ...finding, qualityScore: 'high' })) }
    const graph = createPostgresGraph(database.get().pool)
    await expect(graph.record(broken as never)).rejects.toMatchObject({ code: 'graph.rejected' })
    const { rows } = await database.get().pool.query('SELECT FROM postflight.jobs WHERE key = $1', [record.job.key])
    expect(rows).toHaveLength(0)
  })

  it('says that it is busy when another writer holds the row for too long', async () => {
    const record = await recordWhoseRowIsHeld()
    const impatient = createPostgresPool(database.get().connection, { max: 1, logger: createRecordingLogger() })
    onTestFinished(() => impatient.end())
    await impatient.query(`SET lock_timeout = '50ms'`)
    await expect(createPostgresGraph(impatient).record(record)).rejects.toMatchObject({ code: 'graph.busy' })
  })

  it('says that it is busy when the server gives a statement up', async () => {
    const record = await recordWhoseRowIsHeld()
    const logger = createRecordingLogger()
    const hasty = createPostgresPool(database.get().connection, { max: 1, logger, statementMsMax: 100 })
    onTestFinished(() => hasty.end())
    await expect(createPostgresGraph(hasty).record(record)).rejects.toMatchObject({ code: 'graph.busy' })
  })

  it('does not take a defect of ours for an absence', async () => {
    const record = toGraphRecord(makeReport({ learnings }))
    const graph = createPostgresGraph(database.get().pool)
    const broken = { ...record, findings: [null] } as never
    await expect(graph.record(broken)).rejects.toMatchObject({ code: 'internal.unexpected' })
  })

  it('says that its account is refused', async () => {
    const { connection } = database.get()
    const role = typeof connection === 'string' ? { connectionString: connection } : connection
    const stranger = createPostgresPool({ ...role, user: 'stranger' }, { max: 1, logger: createRecordingLogger() })
    onTestFinished(() => stranger.end())
    await expect(createPostgresGraph(stranger).learnings({ limit: 1 })).rejects.toMatchObject({
      code: 'graph.credentials_refused',
    })
  })

  async function recordWhoseRowIsHeld() {
    const record = toGraphRecord(makeReport({ learnings }))
    await createPostgresGraph(database.get().pool).record(record)
    const other = await database.get().pool.connect()
    onTestFinished(() => other.release(true))
    await other.query('BEGIN')
    await other.query('SELECT FROM postflight.jobs WHERE key = $1 FOR UPDATE', [record.job.key])
    return record
  }
})
