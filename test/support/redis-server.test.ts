import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { type OwnRedis, startRedis, whyNoOwnRedis } from './redis-server.ts'

async function ask<Answer>(server: OwnRedis, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: () => null, lazyConnect: true })
  redis.on('error', () => undefined)
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}

describe.skipIf(whyNoOwnRedis())('startRedis', () => {
  it('keeps every answered write over a kill and a new start on the same port', async () => {
    const server = await startRedis({ keep: 'disk' })
    try {
      await ask(server, async (redis) => await redis.set('key', 'value'))
      const before = server.pid()
      await server.stop()
      await expect(ask(server, async (redis) => await redis.ping())).rejects.toThrow()
      await server.start()
      expect(server.pid()).not.toBe(before)
      expect(await ask(server, async (redis) => await redis.get('key'))).toBe('value')
    } finally {
      await server.remove()
    }
  })

  it('never evicts, as a queue needs it', async () => {
    const server = await startRedis()
    const policy = await ask(server, async (redis) => await redis.config('GET', 'maxmemory-policy'))
    await server.remove()
    expect(policy).toEqual(['maxmemory-policy', 'noeviction'])
  })
})
