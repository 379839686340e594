// What every tally of repairs promises.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_REPAIRS } from '../../src/core/repairs.ts'
import type { RepairTally } from '../../src/ports/repair-tally.ts'
import { contractTitle, type Service } from '../support/services.ts'

export interface TallyUnderTest {
  readonly tally: RepairTally
  /** The same kind with its server away. */
  readonly unreachable: RepairTally
  close(): Promise<void>
}

/** `service`: what the implementation needs; where that is missing the suite is skipped and says why. */
export function describeTally(name: string, setup: () => Promise<TallyUnderTest>, service?: Service<unknown>): void {
  describe.skipIf(service?.missing)(contractTitle('repair tally', name, service), () => {
    let made: TallyUnderTest
    beforeAll(async () => {
      made = await setup()
    })
    afterAll(async () => await made?.close())

    it('holds nothing at first', async () => {
      expect(await made.tally.totals()).toEqual(NO_REPAIRS)
    })

    it('adds up what many add at once', async () => {
      const pass = { ...NO_REPAIRS, released: 2, failed: 1 }
      await Promise.all(Array.from({ length: 10 }, () => made.tally.add(pass)))
      await made.tally.add({ ...NO_REPAIRS, refreshed: 1 })
      expect(await made.tally.totals()).toEqual({ ...NO_REPAIRS, released: 20, refreshed: 1, failed: 10 })
    })

    it('says that its server is away', async () => {
      const away = { code: 'queue.unavailable', retryable: true }
      await expect(made.unreachable.totals()).rejects.toMatchObject(away)
      await expect(made.unreachable.add({ ...NO_REPAIRS, rebuilt: 1 })).rejects.toMatchObject(away)
    })
  })
}
