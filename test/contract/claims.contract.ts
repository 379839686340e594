// What claims and sent records promise; run on the fakes in memory and on each real store.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobIdentity } from '../../src/core/job-identity.ts'
import type { Claims, SentRecords } from '../../src/ports/claims.ts'
import { contractTitle, type Service } from '../support/services.ts'

export interface ClaimsUnderTest {
  readonly claims: Claims
  readonly sent: SentRecords
  /** The same kinds with their server away. */
  readonly unreachable: { readonly claims: Claims; readonly sent: SentRecords }
  close(): Promise<void>
}

/** `service`: what the implementation needs; where that is missing the suite is skipped and says why. */
export function describeClaims(name: string, setup: () => Promise<ClaimsUnderTest>, service?: Service<unknown>): void {
  describe.skipIf(service?.missing)(contractTitle('claims', name, service), () => {
    let made: ClaimsUnderTest
    beforeAll(async () => {
      made = await setup()
    })
    afterAll(async () => await made?.close())
    itClaims(() => made.claims)
    itTakesOver(() => made.claims)
    itRemembersWhatWasSent(() => made.sent)
    itFails(() => made.unreachable)
  })
}

function itClaims(claims: () => Claims): void {
  it('gives an unclaimed identity to its first claimant and names that one to all others', async () => {
    const identity = anIdentity()
    expect(await claims().claim(identity, 'first')).toBe('first')
    expect(await claims().claim(identity, 'second')).toBe('first')
  })

  it('tells who holds an identity, without claiming it', async () => {
    const identity = anIdentity()
    expect(await claims().holderOf(identity)).toBeUndefined()
    await claims().claim(identity, 'holder')
    expect(await claims().holderOf(identity)).toBe('holder')
  })

  it('lets the holder claim again', async () => {
    const identity = anIdentity()
    await claims().claim(identity, 'holder')
    expect(await claims().claim(identity, 'holder')).toBe('holder')
  })

  it('has one winner of fifty claimants at once, whom all are told', async () => {
    const identity = anIdentity()
    const claimants = Array.from({ length: 50 }, (_, index) => `claimant-${index}`)
    const told = await Promise.all(claimants.map((claimant) => claims().claim(identity, claimant)))
    expect(new Set(told).size).toBe(1)
    expect(claimants).toContain(told[0])
  })

  it('keeps jobs, attempts of a job and spellings of a job id apart', async () => {
    const jobId = `Job-${randomUUID()}`
    const identities = [
      { jobId, runAttempt: 1 },
      { jobId, runAttempt: 2 },
      { jobId: jobId.toLowerCase(), runAttempt: 1 },
      { jobId: `${jobId}:ü/`.replace('/', ' '), runAttempt: 1 },
    ]
    const told = []
    for (const [index, identity] of identities.entries()) told.push(await claims().claim(identity, `holder-${index}`))
    expect(told).toEqual(['holder-0', 'holder-1', 'holder-2', 'holder-3'])
  })

  it('takes any holder that a foreign producer may choose', async () => {
    for (const holder of ['1', 'x:y:z', `'"; DROP TABLE claims`, 'ü 漢 👩‍👩‍👧', 'h'.repeat(5_000)]) {
      const identity = anIdentity()
      await claims().claim(identity, holder)
      expect(await claims().claim(identity, 'other')).toBe(holder)
    }
  })
}

function itTakesOver(claims: () => Claims): void {
  it('passes a claim from the holder that stands to another', async () => {
    const identity = anIdentity()
    await claims().claim(identity, 'failed')
    expect(await claims().takeOver(identity, 'failed', 'next')).toBe(true)
    expect(await claims().claim(identity, 'third')).toBe('next')
  })

  it('refuses to take over from somebody who is not the holder, or what nobody holds', async () => {
    const identity = anIdentity()
    expect(await claims().takeOver(identity, 'failed', 'next')).toBe(false)
    await claims().claim(identity, 'holder')
    expect(await claims().takeOver(identity, 'failed', 'next')).toBe(false)
    expect(await claims().claim(identity, 'third')).toBe('holder')
  })

  it('lets one of fifty take over at once', async () => {
    const identity = anIdentity()
    await claims().claim(identity, 'failed')
    const heirs = Array.from({ length: 50 }, (_, index) => `heir-${index}`)
    const taken = await Promise.all(heirs.map((heir) => claims().takeOver(identity, 'failed', heir)))
    expect(taken.filter((mine) => mine)).toHaveLength(1)
    expect(await claims().claim(identity, 'late')).toBe(heirs[taken.indexOf(true)])
  })
}

function itRemembersWhatWasSent(sent: () => SentRecords): void {
  it('knows what was sent, once or more often, and nothing else', async () => {
    const [marked, other] = [anIdentity(), anIdentity()]
    expect(await sent().wasSent(marked)).toBe(false)
    await sent().markSent(marked)
    await sent().markSent(marked)
    expect([await sent().wasSent(marked), await sent().wasSent(other)]).toEqual([true, false])
    expect(await sent().wasSent({ ...marked, runAttempt: 2 })).toBe(false)
  })

  it('forgets on demand what was sent, and forgetting twice is fine', async () => {
    const identity = anIdentity()
    await sent().markSent(identity)
    await sent().clear(identity)
    await sent().clear(identity)
    expect(await sent().wasSent(identity)).toBe(false)
  })
}

function itFails(unreachable: () => ClaimsUnderTest['unreachable']): void {
  it('says that its server is away', async () => {
    const away = unreachable()
    const error = expect.objectContaining({ code: 'queue.unavailable', retryable: true })
    await expect(away.claims.claim(anIdentity(), 'me')).rejects.toEqual(error)
    await expect(away.claims.takeOver(anIdentity(), 'you', 'me')).rejects.toEqual(error)
    await expect(away.sent.wasSent(anIdentity())).rejects.toEqual(error)
    await expect(away.sent.markSent(anIdentity())).rejects.toEqual(error)
  })
}

function anIdentity(): JobIdentity {
  return { jobId: `job-${randomUUID()}`, runAttempt: 1 }
}
