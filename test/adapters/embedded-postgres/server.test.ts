import { spawn } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serverPid } from '../../support/embedded-process.ts'
import { query, startServer, useUsedFolders } from '../../support/embedded-server.ts'
import { postgres } from '../../support/postgres.ts'

const isRoot = process.getuid?.() === 0

describe.skipIf(postgres().missing)('the embedded PostgreSQL server', () => {
  const makeUsedFolder = useUsedFolders()

  it('keeps what was stored after it was stopped and started again', async () => {
    const folder = await makeUsedFolder()
    const first = await startServer(folder)
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.close()
    expect(await query(await startServer(folder), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('writes every commit to disk and listens on no network address', async () => {
    const server = await startServer(await makeUsedFolder())
    const sql = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('listen_addresses') AS addresses`
    expect(await query(server, sql)).toEqual([{ fsync: 'on', commit: 'on', addresses: '' }])
    expect((await stat(server.connectionOptions.host)).mode & 0o777).toBe(0o700)
  })

  it('is gone, its socket folder too, when its only user has left, and may be left twice', async () => {
    const folder = await makeUsedFolder()
    const server = await startServer(folder)
    const pid = serverPid(folder)
    expect(pid).toBeGreaterThan(0)
    await Promise.all([server.close(), server.close()])
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH')
    await expect(stat(server.connectionOptions.host)).rejects.toThrow('ENOENT')
  })

  it('starts although the lock of a killed server names the number of another process', async () => {
    const folder = await makeUsedFolder()
    const { uid, gid } = await stat(join(folder, 'data'))
    const other = spawn('sleep', ['60'], { ...(isRoot ? { uid, gid } : {}), cwd: '/' })
    onTestFinished(() => void other.kill())
    await writeFile(join(folder, 'data', 'postmaster.pid'), `${other.pid}\n${folder}/data\n1\n5432\n`)
    expect(await query(await startServer(folder), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('refuses the folder of another major version', async () => {
    const folder = await makeUsedFolder()
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n')
    await expect(startServer(folder)).rejects.toMatchObject({
      code: 'embedded.version',
      message: expect.stringMatching(/to be of PostgreSQL 18, got PostgreSQL 17/),
    })
  })

  it('tells the last words of a server that does not start', async () => {
    const folder = await makeUsedFolder()
    await writeFile(join(folder, 'data', 'postgresql.conf'), 'nonsense = on\n')
    await expect(startServer(folder)).rejects.toMatchObject({
      code: 'embedded.failed',
      message: expect.stringContaining('unrecognized configuration parameter "nonsense"'),
    })
  })
})
