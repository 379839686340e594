// A lease as a key that lapses by itself.

import type { Redis } from 'ioredis'
import type { Lease } from '../../ports/lease.ts'
import { translated } from './errors.ts'

/** Keys `<prefix>:lease:<name>`. Throws `queue.unavailable`. */
export function createRedisLease(client: Redis, prefix: string): Lease {
  return {
    acquire: (name, ttlMs) =>
      translated(async () => (await client.set(`${prefix}:lease:${name}`, '1', 'PX', ttlMs, 'NX')) === 'OK'),
  }
}
