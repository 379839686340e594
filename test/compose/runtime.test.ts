// A runtime whose services are away: what it says, how soon, and what it leaves behind.

import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readServerLock } from '../../src/adapters/embedded-postgres/server-lock.ts'
import { openSite } from '../../src/adapters/embedded-postgres/site.ts'
import { openRuntime, type RuntimeOptions } from '../../src/compose.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { postgres } from '../support/postgres.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { startRedis, whyNoOwnRedis } from '../support/redis-server.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** The driver of Neo4j refuses it only when it is opened. */
const BAD_NEO4J = { NEO4J_URI: 'bolt://127.0.0.1:7687?x=y' }
/** Of a person who waits for a command. */
const PATIENCE_MS_MAX = 8_000
const CLOSE_MS_MAX = 5_000

describe.skipIf(whyNoOwnRedis())('a runtime on Redis', () => {
  it('leaves no connection open when it cannot be opened', async () => {
    const { redis, open } = await setup()
    await expect(open(BAD_NEO4J)).rejects.toThrow()
    const client = new Redis(redis.url)
    onTestFinished(() => client.disconnect())
    const others = async () =>
      String(await client.client('LIST'))
        .trim()
        .split('\n').length - 1
    await expect.poll(others).toBe(0)
  })

  const OUTAGES = ['stop', 'pause'] as const
  it.each(OUTAGES)('says soon that its queue is unavailable, and closes (%s)', async (outage) => {
    const { redis, open } = await setup()
    const runtime = await open({})
    await runtime.admin.status()
    await redis[outage]()
    const startedMs = performance.now()
    const calls = [
      runtime.admin.status(),
      runtime.submit({ job_id: 'a' }),
      runtime.waitFor({ jobId: 'a', runAttempt: 1 }, { timeoutMs: 60_000 }),
    ]
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'queue.unavailable' } })
    }
    expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS_MAX)
    const closedMs = performance.now()
    await runtime.close()
    expect(performance.now() - closedMs).toBeLessThan(CLOSE_MS_MAX)
    redis.resume()
  })

  it('works again after an outage', async () => {
    const { redis, open } = await setup()
    const runtime = await open({})
    onTestFinished(() => runtime.close())
    await redis.stop()
    await expect(runtime.admin.status()).rejects.toMatchObject({ code: 'queue.unavailable' })
    await redis.start()
    await expect.poll(() => runtime.admin.status().catch(() => []), { timeout: 20_000 }).toHaveLength(4)
  })

  it('does not open where Redis refuses what the queue needs, and says so', async () => {
    const { redis, open } = await setup()
    const admin = new Redis(redis.url)
    onTestFinished(() => admin.disconnect())
    await admin.acl('SETUSER', 'app', 'on', '>word', '~*', '&*', '+@all', '-info')
    await expect(open({ REDIS_URL: redis.url.replace('//', '//app:word@') })).rejects.toMatchObject({
      code: 'queue.unavailable',
      message: expect.stringContaining('NOPERM'),
    })
  })

  it('lets the calls of workers wait through an outage', async () => {
    const { redis, open } = await setup()
    const runtime = await open({}, { waitUntil: new AbortController().signal })
    onTestFinished(() => runtime.close())
    await redis.stop()
    const status = runtime.admin.status()
    await redis.start()
    expect(await status).toHaveLength(4)
  })

  async function setup() {
    const redis = await startRedis()
    onTestFinished(() => redis.remove())
    const folder = await tempFolder()
    const open = (env: Readonly<Record<string, string>>, options: RuntimeOptions = {}) =>
      openRuntime(parseConfig({ REDIS_URL: redis.url, POSTFLIGHT_DATA_DIR: folder, ...env }, '/'), {
        logger: createRecordingLogger(),
        ...options,
      })
    return { redis, open }
  }
})

describe.skipIf(postgres().missing)('a runtime on the embedded server', () => {
  it('stops the server when it cannot be opened', { timeout: 60_000 }, async () => {
    const folder = await tempFolder()
    // Reachable for the account that runs the server.
    await chmod(folder, 0o755)
    const config = parseConfig({ POSTFLIGHT_DATA_DIR: folder, ...BAD_NEO4J }, '/')
    await expect(openRuntime(config, { logger: createRecordingLogger() })).rejects.toThrow()
    expect(await readServerLock(await openSite(join(folder, 'database')))).toBeUndefined()
  })
})

describe('a runtime whose PostgreSQL is not there', () => {
  it('says so after some seconds', async () => {
    const config = parseConfig({ POSTFLIGHT_POSTGRES_URL: 'postgres://127.0.0.1:1/jobs' }, '/')
    const startedMs = performance.now()
    await expect(openRuntime(config, { logger: createRecordingLogger() })).rejects.toMatchObject({
      code: 'queue.unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS_MAX)
  })
})
