import { describe, expect, it } from 'vitest'
import { createPostgresLease } from '../../../src/adapters/postgres/lease.ts'
import { unreachablePool, usePostgres } from '../../support/postgres.ts'

const database = usePostgres()
const HOUR_MS = 3_600_000

describe.skipIf(database.missing)('a lease in PostgreSQL', () => {
  it('goes to one of twenty who ask at once', async () => {
    const lease = createPostgresLease(database.get().pool)
    const granted = await Promise.all(Array.from({ length: 20 }, () => lease.acquire('once', HOUR_MS)))
    expect(granted.filter((mine) => mine)).toHaveLength(1)
  })

  it('can be had again once it has lapsed, under its own name only', async () => {
    const lease = createPostgresLease(database.get().pool)
    expect(await lease.acquire('short', 0)).toBe(true)
    expect(await lease.acquire('short', HOUR_MS)).toBe(true)
    expect(await lease.acquire('short', HOUR_MS)).toBe(false)
    expect(await lease.acquire('another', HOUR_MS)).toBe(true)
  })

  it('says that its server is away', async () => {
    const lease = createPostgresLease(unreachablePool())
    await expect(lease.acquire('any', HOUR_MS)).rejects.toMatchObject({ code: 'queue.unavailable' })
  })
})
