// Commands that work themselves and are told to stop while a job does not end.

import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readServerLock } from '../../src/adapters/embedded-postgres/server-lock.ts'
import { openSite } from '../../src/adapters/embedded-postgres/site.ts'
import { postgres } from '../support/postgres.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { startPostflight } from './run-postflight.ts'

const DRAIN_MS = 500
/** A request to Telegram takes up to 10 s; nobody is to wait for that. */
const LEAVE_MS_MAX = 6_000

describe.skipIf(postgres().missing)('a command that works itself', () => {
  it('leaves a job that does not end, says so, ends with 3 and stops the server', { timeout: 60_000 }, async () => {
    const { env, requested } = await setup()
    const child = startPostflight(['process', 'failed'], { env })
    onTestFinished(() => void child.kill('SIGKILL'))
    let notes = ''
    child.stderr.on('data', (chunk) => (notes += chunk))
    await requested
    const startedMs = performance.now()
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect({ code, notes }).toEqual({ code: 3, notes: expect.stringMatching(/SIGTERM: stopping;.*\n.*were left/s) })
    expect(performance.now() - startedMs).toBeLessThan(DRAIN_MS + LEAVE_MS_MAX)
    expect(await readServerLock(await openSite(join(env.POSTFLIGHT_DATA_DIR, 'database')))).toBeUndefined()
  })
})

async function setup() {
  const folder = await tempFolder()
  // Reachable for the account that runs the server.
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'jobs', 'failed'), { recursive: true })
  await writeFile(join(folder, 'jobs', 'failed', 'output.log'), 'exit:1\n')
  const telegram = createServer()
  const requested = once(telegram, 'request')
  telegram.listen(0, '127.0.0.1')
  await once(telegram, 'listening')
  onTestFinished(() => telegram.close().closeAllConnections())
  const env = {
    POSTFLIGHT_DATA_DIR: folder,
    POSTFLIGHT_DRAIN_MS: String(DRAIN_MS),
    POSTFLIGHT_LOG_SETTLE_MS: '0',
    TELEGRAM_BOT_TOKEN: `123456:${'A'.repeat(35)}`,
    TELEGRAM_CHAT_ID: '42',
    TELEGRAM_API_ROOT: `http://127.0.0.1:${(telegram.address() as AddressInfo).port}`,
  }
  return { env, requested }
}
