import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { createPostgresRepairTally } from '../../src/adapters/postgres/repair-tally.ts'
import { createRedisRepairTally } from '../../src/adapters/redis/repair-tally.ts'
import { createMemoryRepairTally } from '../support/memory-repair-tally.ts'
import { postgres, unreachablePool } from '../support/postgres.ts'
import { redisUrl } from '../support/services.ts'
import { unreachableRedis } from '../support/unreachable-redis.ts'
import { describeTally } from './repair-tally.contract.ts'

describeTally('memory', async () => {
  const unreachable = createMemoryRepairTally()
  unreachable.goAway()
  return { tally: createMemoryRepairTally(), unreachable, close: async () => undefined }
})

const redis = redisUrl()

describeTally(
  'Redis',
  async () => {
    const client = new Redis(redis.get())
    const away = unreachableRedis()
    const prefix = `{test-${randomUUID()}}`
    return {
      tally: createRedisRepairTally(client, prefix),
      unreachable: createRedisRepairTally(away, prefix),
      close: async () => {
        await client.del(`${prefix}:repairs`)
        client.disconnect()
        away.disconnect()
      },
    }
  },
  redis,
)

const server = postgres()

describeTally(
  'PostgreSQL',
  async () => {
    const { pool, close } = await server.get()()
    return {
      tally: createPostgresRepairTally(pool),
      unreachable: createPostgresRepairTally(unreachablePool()),
      close,
    }
  },
  server,
)
