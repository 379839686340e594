// A fresh PostgreSQL database per test file, on the server that TEST_POSTGRES_URL names, else on the embedded one,
// which all tests of a machine share and the last to finish stops.

import { randomUUID } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { currentPlatform, findPostgresPackage } from '../../src/adapters/embedded-postgres/package.ts'
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/server.ts'
import { createPostgresPool } from '../../src/adapters/postgres/pool.ts'
import { prepareSchema } from '../../src/adapters/postgres/schema.ts'
import { createRecordingLogger } from './recording-logger.ts'
import { type Service, whyNoServices } from './services.ts'

export interface TestDatabase {
  /** For `createPostgresPool`. */
  readonly connection: string | pg.PoolConfig
  /** With every table made. */
  readonly pool: pg.Pool
  /** Drops the database; end pools of your own first. */
  close(): Promise<void>
}

const CONNECTIONS_MAX = 20

/** Why there is no PostgreSQL here, or a way to make databases. */
export function postgres(): Service<() => Promise<TestDatabase>> {
  const missing = whyNoPostgres()
  return {
    missing,
    get() {
      if (missing !== undefined) throw new Error(`Expected PostgreSQL to be there: ${missing}`)
      return openTestDatabase
    },
  }
}

/** Registers the hooks that make and drop this file's database. */
export function usePostgres(): Service<TestDatabase> {
  const { missing, get } = postgres()
  let database: TestDatabase | undefined
  if (missing === undefined) {
    beforeAll(async () => {
      database = await get()()
    })
    afterAll(async () => await database?.close())
  }
  return {
    missing,
    get() {
      if (database === undefined)
        throw new Error(`Expected a database, got none: ${missing ?? 'called before the hook'}`)
      return database
    },
  }
}

/** A pool whose server is away. */
export function unreachablePool(): pg.Pool {
  return createPostgresPool({ host: '/nonexistent', user: 'nobody' }, { max: 1, logger: createRecordingLogger() })
}

function whyNoPostgres(): string | undefined {
  const notAllowed = whyNoServices()
  if (notAllowed !== undefined || process.env['TEST_POSTGRES_URL']) return notAllowed
  try {
    findPostgresPackage(currentPlatform())
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

async function openTestDatabase(): Promise<TestDatabase> {
  const server = await openServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await execute(server.connection, `CREATE DATABASE ${name}`)
  const connection = onDatabase(server.connection, name)
  const pool = createPostgresPool(connection, { max: CONNECTIONS_MAX, logger: createRecordingLogger() })
  await prepareSchema(pool)
  return {
    connection,
    pool,
    close: async () => {
      await pool.end()
      await execute(server.connection, `DROP DATABASE ${name} WITH (FORCE)`)
      await server.close()
    },
  }
}

interface Server {
  readonly connection: string | pg.PoolConfig
  close(): Promise<void>
}

async function openServer(): Promise<Server> {
  const url = process.env['TEST_POSTGRES_URL']
  if (url) return { connection: url, close: async () => undefined }
  const folder = join(tmpdir(), `postflight-test-postgres-${process.getuid?.()}`)
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder, logger: createRecordingLogger() })
  return { connection: { ...server.connectionOptions }, close: () => server.close() }
}

async function execute(connection: string | pg.PoolConfig, sql: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(sql)
  await client.end()
}

function onDatabase(connection: string | pg.PoolConfig, name: string): string | pg.PoolConfig {
  if (typeof connection !== 'string') return { ...connection, database: name }
  const url = new URL(connection)
  url.pathname = `/${name}`
  return url.toString()
}
