import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { postgres } from '../support/postgres.ts'
import { redisUrl } from '../support/services.ts'
import { describeQueue } from './queue.contract.ts'

const redis = redisUrl()

describeQueue(
  'Redis',
  async () => {
    const client = new Redis(redis.get(), { maxRetriesPerRequest: null })
    const prefix = `{test-${randomUUID()}}`
    return { connection: { kind: 'redis', client, prefix }, close: async () => void (await client.quit()) }
  },
  redis,
)

const databases = postgres()

describeQueue(
  'PostgreSQL',
  async () => {
    const database = await databases.get()()
    return { connection: { kind: 'postgres', pool: database.pool }, close: () => database.close() }
  },
  databases,
)
