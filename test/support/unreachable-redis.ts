// A Redis client whose server is away.

import { Redis } from 'ioredis'

export function unreachableRedis(): Redis {
  const client = new Redis({ path: '/nonexistent', maxRetriesPerRequest: 0, lazyConnect: true })
  client.on('error', () => undefined)
  return client
}
