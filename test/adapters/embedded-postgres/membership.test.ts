import { readdir } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { makeReachableFolder, serverPid, startEmbeddedProcess } from '../../support/embedded-process.ts'
import {
  killAndAwaitSuccessor,
  openPool,
  query,
  startServer,
  useUsedFolders,
  WAIT,
} from '../../support/embedded-server.ts'
import { postgres } from '../../support/postgres.ts'

describe.skipIf(postgres().missing)('the users of an embedded PostgreSQL server', () => {
  const makeUsedFolder = useUsedFolders()

  it('is shared by two processes that start at once on a new folder', async () => {
    const folder = await makeReachableFolder()
    const [one, other] = await Promise.all([startEmbeddedProcess(folder), startEmbeddedProcess(folder)])
    const pid = serverPid(folder)
    expect(await one.leave()).toBe(0)
    expect(serverPid(folder)).toBe(pid)
    expect(await other.leave()).toBe(0)
    expect(serverPid(folder)).toBeUndefined()
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('.new-'))
  })

  it('is stopped when all of its users leave at once', async () => {
    const folder = await makeUsedFolder()
    const servers = await Promise.all(Array.from({ length: 6 }, () => startServer(folder)))
    await Promise.all(servers.map((server) => server.close()))
    expect(serverPid(folder)).toBeUndefined()
  })

  it('serves whoever comes while the last user leaves', async () => {
    const folder = await makeUsedFolder()
    let server = await startServer(folder)
    for (let round = 0; round < 5; round += 1) {
      const [next] = await Promise.all([startServer(folder), server.close()])
      expect(await query(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      server = next
    }
    await server.close()
    expect(serverPid(folder)).toBeUndefined()
  })

  it('outlives the kill of its starter while another uses it, and is stopped by that one', async () => {
    const folder = await makeUsedFolder()
    const starter = await startEmbeddedProcess(folder)
    const other = await startEmbeddedProcess(folder)
    const pid = serverPid(folder)
    await starter.kill()
    expect(serverPid(folder)).toBe(pid)
    expect(await other.leave()).toBe(0)
    expect(serverPid(folder)).toBeUndefined()
  })

  it('that was left behind by a killed process is attached to and stopped on leaving', async () => {
    const folder = await makeUsedFolder()
    const starter = await startEmbeddedProcess(folder)
    const pid = serverPid(folder)
    await starter.kill()
    const next = await startServer(folder)
    expect(serverPid(folder)).toBe(pid)
    await next.close()
    expect(serverPid(folder)).toBeUndefined()
  })

  it('comes back after a kill, with every commit, for pools that were open', async () => {
    const folder = await makeUsedFolder()
    const server = await startServer(folder)
    const pool = openPool(server)
    await pool.query('CREATE TABLE kept AS SELECT 42 AS answer')
    await killAndAwaitSuccessor(folder)
    const answer = await vi.waitFor(() => pool.query('SELECT answer FROM kept'), WAIT)
    expect(answer.rows).toEqual([{ answer: 42 }])
    await pool.end()
    await server.close()
    expect(serverPid(folder)).toBeUndefined()
  })

  it('comes back once, not twice, when two processes see it die', async () => {
    const folder = await makeUsedFolder()
    const other = await startEmbeddedProcess(folder)
    const server = await startServer(folder)
    const pool = openPool(server)
    await killAndAwaitSuccessor(folder)
    await vi.waitFor(() => pool.query('SELECT 1'), WAIT)
    await pool.end()
    await server.close()
    expect(await other.leave()).toBe(0)
    expect(serverPid(folder)).toBeUndefined()
  })
})
