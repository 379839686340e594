import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { createPostgresClaims, createPostgresSentRecords } from '../../src/adapters/postgres/claims.ts'
import { createRedisClaims, createRedisSentRecords } from '../../src/adapters/redis/claims.ts'
import { createMemoryClaims, createMemorySentRecords } from '../support/memory-claims.ts'
import { postgres, unreachablePool } from '../support/postgres.ts'
import { redisUrl } from '../support/services.ts'
import { unreachableRedis } from '../support/unreachable-redis.ts'
import { describeClaims } from './claims.contract.ts'

describeClaims('memory', async () => {
  const unreachable = { claims: createMemoryClaims(), sent: createMemorySentRecords() }
  unreachable.claims.goAway()
  unreachable.sent.goAway()
  return { claims: createMemoryClaims(), sent: createMemorySentRecords(), unreachable, close: async () => undefined }
})

const redis = redisUrl()

describeClaims(
  'Redis',
  async () => {
    const client = new Redis(redis.get())
    const away = unreachableRedis()
    const prefix = `{test-${randomUUID()}}`
    return {
      claims: createRedisClaims(client, prefix),
      sent: createRedisSentRecords(client, prefix),
      unreachable: { claims: createRedisClaims(away, prefix), sent: createRedisSentRecords(away, prefix) },
      close: async () => {
        const keys = await client.keys(`${prefix}:*`)
        if (keys.length > 0) await client.del(keys)
        client.disconnect()
        away.disconnect()
      },
    }
  },
  redis,
)

const server = postgres()

describeClaims(
  'PostgreSQL',
  async () => {
    const { pool, close } = await server.get()()
    const away = unreachablePool()
    return {
      claims: createPostgresClaims(pool),
      sent: createPostgresSentRecords(pool),
      unreachable: { claims: createPostgresClaims(away), sent: createPostgresSentRecords(away) },
      close,
    }
  },
  server,
)
