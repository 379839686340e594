// Embedded servers for tests: started, asked, killed, and gone when the test is over.

import { execFile } from 'node:child_process'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest'
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/server.ts'
import { createPostgresPool } from '../../src/adapters/postgres/pool.ts'
import { makeReachableFolder, serverPid } from './embedded-process.ts'
import { createRecordingLogger } from './recording-logger.ts'

/** For `vi.waitFor`: a loaded machine takes seconds to start a server. */
export const WAIT = { timeout: 20_000, interval: 20 }

/**
 * Registers the hooks for folders with a database that has run before: making one costs a second, copying it does
 * not. Each call of the result gives another, gone when the test is over.
 */
export function useUsedFolders(): () => Promise<string> {
  let template = ''
  beforeAll(async () => {
    template = await realpath(await mkdtemp(join(tmpdir(), 'postflight-template-')))
    await chmod(template, 0o755)
    await (await startEmbeddedPostgres({ folder: template, logger: createRecordingLogger() })).close()
  })
  afterAll(() => rm(template, { recursive: true, force: true }))
  return async () => {
    const folder = await makeReachableFolder()
    await promisify(execFile)('cp', ['-a', `${template}/.`, folder])
    return folder
  }
}

export async function startServer(folder: string): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ folder, logger: createRecordingLogger() })
  onTestFinished(() => server.close())
  return server
}

export function openPool(server: EmbeddedServer): pg.Pool {
  return createPostgresPool({ ...server.connectionOptions }, { max: 2, logger: createRecordingLogger() })
}

/** The rows, over a connection of its own. */
export async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ ...server.connectionOptions })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

/** Kills the server as `kill -9` does. A session may still answer for a moment after that. */
export async function killAndAwaitSuccessor(folder: string): Promise<void> {
  const pid = serverPid(folder)
  if (pid === undefined) throw new Error(`Expected a server in ${folder}, got none`)
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(() => {
    expect(serverPid(folder)).toBeGreaterThan(0)
    expect(serverPid(folder)).not.toBe(pid)
  }, WAIT)
}
