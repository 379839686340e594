import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createPostgresPool } from '../../../src/adapters/postgres/pool.ts'
import { usePostgres } from '../../support/postgres.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

const database = usePostgres()

describe.skipIf(database.missing)('the PostgreSQL pool', () => {
  it('lets BullMQ find its tables by their bare names', async () => {
    expect(await searchPath(database.get().connection)).toBe('bullmq,public')
  })

  it("keeps the options of a URL and still sets BullMQ's search path", async () => {
    const url = `${toUrl(database.get().connection)}&options=-c%20work_mem%3D8MB`
    const pool = openPool(url)
    expect((await pool.query('SHOW work_mem')).rows).toEqual([{ work_mem: '8MB' }])
    expect(await searchPath(url)).toBe('bullmq,public')
  })

  it('outlives the loss of an idle connection, says so, and opens another', async () => {
    const logger = createRecordingLogger()
    const pool = openPool(database.get().connection, logger)
    const { rows } = await pool.query('SELECT pg_backend_pid() AS pid')
    await database.get().pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await vi.waitFor(() => expect(logger.lines.map((line) => line.level)).toEqual(['warn']))
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('outlives the loss of a connection that is on loan', async () => {
    const pool = openPool(database.get().connection)
    const client = await pool.connect()
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    const lost = new Promise((resolve) => client.once('end', resolve))
    await database.get().pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await lost
    client.release(true)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('has ended once every connection is closed, so that the server may be stopped at once', async () => {
    const pool = createPostgresPool(database.get().connection, { max: 3, logger: createRecordingLogger() })
    const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
    let open = clients.length
    pool.on('remove', () => (open -= 1))
    for (const client of clients) client.release()
    await pool.end()
    expect(open).toBe(0)
  })

  it('has ended at once when its connections were lost before', async () => {
    const pool = createPostgresPool(database.get().connection, { max: 1, logger: createRecordingLogger() })
    const { rows } = await pool.query('SELECT pg_backend_pid() AS pid')
    const lost = new Promise((resolve) => pool.once('remove', resolve))
    await database.get().pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await lost
    await pool.end()
    expect(pool.ended).toBe(true)
  })

  it('gives up a statement that takes too long, on the server too', async () => {
    const pool = openPool(database.get().connection, createRecordingLogger(), 100)
    await expect(pool.query('SELECT pg_sleep(30)')).rejects.toMatchObject({ code: '57014' })
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })

  it('takes a notification that comes after any limit of a statement', async () => {
    const pool = openPool(database.get().connection, createRecordingLogger(), 100)
    const listener = await pool.connect()
    const notified = new Promise((resolve) => listener.once('notification', resolve))
    await listener.query('LISTEN news')
    await database.get().pool.query(`SELECT pg_sleep(0.3), pg_notify('news', '')`)
    await notified
    listener.release(true)
  })
})

describe('the addresses of a PostgreSQL pool', () => {
  it('asks for TLS and logs in as the URL says', () => {
    const pool = createPostgresPool('postgres://me:s%40cret@db.example:6543/jobs?sslmode=verify-full', {
      max: 1,
      logger: createRecordingLogger(),
    })
    const { host, port, user, password, ssl } = new pg.Client(pool.options)
    expect({ host, port, user, password, ssl: Boolean(ssl) }).toEqual({
      host: 'db.example',
      port: 6543,
      user: 'me',
      password: 's@cret',
      ssl: true,
    })
  })
})

function openPool(
  connection: string | pg.PoolConfig,
  logger = createRecordingLogger(),
  statementMsMax?: number,
): pg.Pool {
  const limit = statementMsMax === undefined ? {} : { statementMsMax }
  const pool = createPostgresPool(connection, { max: 1, logger, ...limit })
  onTestFinished(() => pool.end())
  return pool
}

async function searchPath(connection: string | pg.PoolConfig): Promise<string> {
  const { rows } = await openPool(connection).query(`SELECT current_setting('search_path') AS path`)
  return rows[0].path
}

function toUrl(connection: string | pg.PoolConfig): string {
  if (typeof connection === 'string') return connection.includes('?') ? connection : `${connection}?`
  const { user, host, port, database: name } = connection
  return `postgres://${user}@/${name}?host=${host}&port=${port}`
}
