import { Redis } from 'ioredis'
import { afterAll } from 'vitest'
import { createPostgresLease } from '../../src/adapters/postgres/lease.ts'
import { createRedisLease } from '../../src/adapters/redis/lease.ts'
import { usePostgres } from '../support/postgres.ts'
import { redisUrl } from '../support/services.ts'
import { describeLease } from './lease.contract.ts'

const redis = redisUrl()
let client: Redis | undefined
afterAll(() => client?.disconnect())

describeLease(
  'Redis',
  async () => {
    client ??= new Redis(redis.get())
    return createRedisLease(client, '{lease-test}')
  },
  redis,
)

const database = usePostgres()

describeLease('PostgreSQL', async () => createPostgresLease(database.get().pool), database)
