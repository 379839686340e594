import { describe, expect, it, onTestFinished } from 'vitest'
import { connectRedis, type RedisSettings } from '../../../src/adapters/redis/connection.ts'
import { createRecordingLogger } from '../../support/recording-logger.ts'
import { startRedis, whyNoOwnRedis } from '../../support/redis-server.ts'

const PASSWORD = 'hunter2hunter2'

describe('a connection to Redis', () => {
  it('tells the address without user, password and options when nobody answers', async () => {
    const url = `redis://me:${PASSWORD}@127.0.0.1:1/3?password=${PASSWORD}#${PASSWORD}`
    const refused = connect(url, { patience: AbortSignal.timeout(200) }).catch((error: Error) => error.message)
    expect(await refused).toBe(
      'Expected Redis at redis://127.0.0.1:1/3 to answer, got connect ECONNREFUSED 127.0.0.1:1',
    )
  })

  it('says what is wrong although every address of a name refuses', async () => {
    const refused = connect('redis://localhost:1', { patience: AbortSignal.timeout(200) })
    await expect(refused).rejects.toThrow(/got .*ECONNREFUSED/)
  })

  it('does not begin when patience is over', async () => {
    await expect(connect('redis://127.0.0.1:1', { patience: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'queue.unavailable',
    })
  })
})

describe.skipIf(whyNoOwnRedis())('a connection to a Redis server', () => {
  async function setup(outages: RedisSettings['outages']) {
    const redis = await startRedis()
    onTestFinished(() => redis.remove())
    const logger = createRecordingLogger()
    const warnings = () => logger.lines.filter((line) => line.level === 'warn')
    const client = await connect(redis.url, { outages, logger })
    onTestFinished(() => client.disconnect())
    return { redis, client, warnings, logger }
  }

  it('tells each outage once where commands wait', async () => {
    const { redis, client, warnings, logger } = await setup('wait')
    for (const outage of [1, 2]) {
      await redis.stop()
      const quiet = () => logger.lines.filter((line) => line.level === 'debug').length
      await expect.poll(quiet).toBeGreaterThan(2 * outage)
      await redis.start()
      await client.ping()
      expect(warnings()).toHaveLength(outage)
      expect(logger.lines.filter((line) => line.message === 'Redis is back')).toHaveLength(outage)
    }
  })

  it('lets commands fail where they are not to wait, and takes the next ones again', async () => {
    const { redis, client, warnings } = await setup('fail')
    await redis.stop()
    await expect(client.ping()).rejects.toThrow()
    await redis.start()
    await expect.poll(() => client.ping().catch(() => ''), { timeout: 10_000 }).toBe('PONG')
    expect(warnings()).toEqual([])
  })

  it('tells a wrong password without showing it', async () => {
    const { redis, client } = await setup('wait')
    await client.config('SET', 'requirepass', 'another')
    const logger = createRecordingLogger()
    const url = redis.url.replace('//', `//:${PASSWORD}@`)
    const refused = connect(url, { outages: 'wait', logger, patience: AbortSignal.timeout(1_000) })
    await expect(refused).rejects.toThrow(/WRONGPASS/)
    expect(logger.lines.filter((line) => line.level === 'warn')).toHaveLength(1)
    expect(JSON.stringify(logger.lines)).not.toContain(PASSWORD)
  })
})

function connect(url: string, settings: Partial<RedisSettings>) {
  const patience = AbortSignal.timeout(5_000)
  return connectRedis(url, { patience, outages: 'fail', logger: createRecordingLogger(), ...settings })
}
