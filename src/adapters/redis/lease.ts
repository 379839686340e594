// A lease as a key that lapses by itself.

import type { Redis } from 'ioredis'
import type { Lease } from '../../ports/lease.ts'

export function createRedisLease(client: Redis, prefix: string): Lease {
  return {
    acquire: async (name, ttlMs) => (await client.set(`${prefix}:lease:${name}`, '1', 'PX', ttlMs, 'NX')) === 'OK',
  }
}
