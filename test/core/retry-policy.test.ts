import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMs } from '../../src/core/retry-policy.ts'

const policy = { attempts: 12, firstDelayMs: 2_000, delayMsMax: 3_600_000 }

it('doubles the wait with every failure', () => {
  expect([1, 2, 3].map((failures) => backoffMs(policy, failures, 0))).toEqual([2_000, 4_000, 8_000])
})

it('never waits longer than the bound nor less than half a wait', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const wait = backoffMs(policy, failures, chance)
        expect(wait).toBeLessThanOrEqual(policy.delayMsMax)
        expect(wait).toBeGreaterThanOrEqual(policy.firstDelayMs / 2)
      },
    ),
  )
})
