// Claims and sent records as Redis keys without expiry: they outlive every job.

import type { Redis } from 'ioredis'
import { PostflightError } from '../../core/error.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import type { Claims, SentRecords } from '../../ports/claims.ts'
import { translated } from './errors.ts'

/** KEYS[1] the claim, ARGV[1] the expected holder, ARGV[2] the new one. */
const TAKE_OVER = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`

/** Keys `<prefix>:claim:<file name>`. Every call may throw `queue.unavailable`. */
export function createRedisClaims(client: Redis, prefix: string): Claims {
  const keyOf = (identity: JobIdentity): string => `${prefix}:claim:${toFileName(identity)}`
  return {
    claim: (identity, holder) => translated(() => claim(client, keyOf(identity), holder)),
    holderOf: (identity) => translated(async () => (await client.get(keyOf(identity))) ?? undefined),
    takeOver: (identity, from, to) =>
      translated(async () => (await client.eval(TAKE_OVER, 1, keyOf(identity), from, to)) === 1),
  }
}

/** Keys `<prefix>:sent:<file name>`. Every call may throw `queue.unavailable`. */
export function createRedisSentRecords(client: Redis, prefix: string): SentRecords {
  const keyOf = (identity: JobIdentity): string => `${prefix}:sent:${toFileName(identity)}`
  return {
    wasSent: (identity) => translated(async () => (await client.exists(keyOf(identity))) === 1),
    markSent: (identity) =>
      translated(async () => {
        await client.set(keyOf(identity), '1')
      }),
    clear: (identity) =>
      translated(async () => {
        await client.del(keyOf(identity))
      }),
  }
}

/** Two commands rather than `SET NX GET`, which Redis has only since version 7. */
async function claim(client: Redis, key: string, holder: string): Promise<string> {
  if ((await client.set(key, holder, 'NX')) === 'OK') return holder
  const standing = await client.get(key)
  if (standing !== null) return standing
  throw new PostflightError('queue.unavailable', `Expected the claim ${key} to stand, got it removed just now`)
}
