import { describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresPool } from '../../../src/adapters/postgres/pool.ts'
import { prepareSchema } from '../../../src/adapters/postgres/schema.ts'
import { unreachablePool, usePostgres } from '../../support/postgres.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

const database = usePostgres()

describe.skipIf(database.missing)('preparing the schema', () => {
  it('makes every table when eight processes start at once on an empty database', async () => {
    const { pool } = database.get()
    await pool.query('DROP SCHEMA bullmq CASCADE; DROP SCHEMA postflight CASCADE')
    const pools = Array.from({ length: 8 }, () =>
      createPostgresPool(database.get().connection, { max: 1, logger: createRecordingLogger() }),
    )
    onTestFinished(async () => void (await Promise.all(pools.map((each) => each.end()))))
    await Promise.all(pools.map((each) => prepareSchema(each)))
    const sql = `SELECT to_regclass('bullmq.job') AS bullmq, to_regclass('postflight.claims') AS ours`
    expect((await pool.query(sql)).rows).toEqual([{ bullmq: 'job', ours: 'postflight.claims' }])
  })

  it('keeps what is there when run again', async () => {
    const { pool } = database.get()
    await pool.query(`INSERT INTO postflight.sent (name) VALUES ('kept')`)
    await prepareSchema(pool)
    expect((await pool.query(`SELECT name FROM postflight.sent`)).rows).toEqual([{ name: 'kept' }])
  })

  it('says that the server is away', async () => {
    await expect(prepareSchema(unreachablePool())).rejects.toMatchObject({ code: 'queue.unavailable' })
  })
})
