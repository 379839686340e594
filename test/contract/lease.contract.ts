// What every lease promises.

import { randomUUID } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { Lease } from '../../src/ports/lease.ts'
import { contractTitle, type Service } from '../support/services.ts'

export function describeLease(implementation: string, open: () => Promise<Lease>, service?: Service<unknown>): void {
  describe.skipIf(service?.missing)(contractTitle('lease', implementation, service), () => {
    const name = () => `lease-${randomUUID()}`

    it('is held by one of many who ask at once', async () => {
      const lease = await open()
      const held = name()
      const answers = await Promise.all(Array.from({ length: 20 }, () => lease.acquire(held, 60_000)))
      expect(answers.filter(Boolean)).toHaveLength(1)
    })

    it('is refused while it is held, and free again when it has lapsed', async () => {
      const lease = await open()
      const held = name()
      expect(await lease.acquire(held, 300)).toBe(true)
      expect(await lease.acquire(held, 300)).toBe(false)
      await vi.waitFor(async () => expect(await lease.acquire(held, 60_000)).toBe(true), {
        timeout: 5_000,
        interval: 50,
      })
    })

    it('does not stand in the way of a lease of another name', async () => {
      const lease = await open()
      expect(await lease.acquire(name(), 60_000)).toBe(true)
      expect(await lease.acquire(name(), 60_000)).toBe(true)
    })
  })
}
