import { readFileSync } from 'node:fs'
import { chmod, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type EmbeddedServer, startEmbeddedPostgres } from '../../../src/adapters/embedded-postgres/server.ts'
import { makeReachableFolder, startEmbeddedProcess } from '../../support/embedded-process.ts'
import { killAndAwaitSuccessor, query, startServer, WAIT } from '../../support/embedded-server.ts'
import { postgres } from '../../support/postgres.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'

const isRoot = process.getuid?.() === 0
/** An account without rights that every Unix has. */
const DAEMON = /^daemon:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))

describe.skipIf(postgres().missing)('the place of an embedded PostgreSQL server', () => {
  it('works in a folder whose path is too long for a socket', async () => {
    const folder = join(await makeReachableFolder(), 'long-name-'.repeat(20), 'long-name-'.repeat(20))
    expect(await query(await startServer(folder), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('says that a folder cannot be made', async () => {
    await expect(startServer('/dev/null/database')).rejects.toMatchObject({ code: 'embedded.failed' })
  })

  it.skipIf(!isRoot)(
    'lies elsewhere, always in the same place, when root names a folder that others cannot enter',
    async () => {
      const closed = await makeReachableFolder()
      await chmod(closed, 0o700)
      const folder = join(closed, 'database')
      const [first, home] = await startMoved(folder)
      await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer')
      await first.close()
      const [second, sameHome] = await startMoved(folder)
      expect(sameHome).toBe(home)
      expect(await query(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    },
  )

  it.skipIf(!isRoot)('belongs to an ordinary user who starts it, and root joins in as that user', async () => {
    const folder = await makeReachableFolder()
    const [uid, gid] = [Number(DAEMON?.[1]), Number(DAEMON?.[2])]
    await chmod(folder, 0o777)
    const user = await startEmbeddedProcess(join(folder, 'database'), { uid, gid })
    expect((await stat(join(folder, 'database', 'data'))).uid).toBe(uid)
    const server = await startServer(join(folder, 'database'))
    expect(await user.leave()).toBe(0)
    await killAndAwaitSuccessor(join(folder, 'database'))
    await vi.waitFor(() => query(server, 'SELECT 1'), WAIT)
    expect((await stat(server.connectionOptions.host)).uid).toBe(uid)
  })
})

async function startMoved(folder: string): Promise<[EmbeddedServer, string]> {
  const logger = createRecordingLogger()
  const server = await startEmbeddedPostgres({ folder, logger })
  const line = logger.lines.find((each) => each.level === 'info')
  const home = String(line?.fields?.['database'])
  expect(home).toMatch(/^\/var\/lib\/postflight\/[0-9a-f]{16}$/)
  onTestFinished(async () => {
    await server.close()
    await rm(home, { recursive: true, force: true })
  })
  return [server, home]
}
