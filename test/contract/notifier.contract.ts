// What every notifier promises; run on the fake in memory and on each real channel.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PostflightErrorCode } from '../../src/core/error-codes.ts'
import type { Notification } from '../../src/core/notification.ts'
import type { Notifier } from '../../src/ports/notifier.ts'
import { contractTitle } from '../support/services.ts'

/** `working` again, or a channel that slows down for `RETRY_AFTER_MS`, is away, or refuses for good. */
export type ChannelState = 'working' | 'slowing down' | 'away' | 'refusing'
export const RETRY_AFTER_MS = 7_000

export interface NotifierUnderTest {
  readonly notifier: Notifier
  /** The texts that a person has read so far. */
  readonly delivered: () => readonly string[]
  readonly become: (state: ChannelState) => void
  close(): Promise<void>
}

export function describeNotifier(name: string, setup: () => Promise<NotifierUnderTest>): void {
  describe(contractTitle('notifier', name), () => {
    let made: NotifierUnderTest
    beforeAll(async () => {
      made = await setup()
    })
    beforeEach(() => made.become('working'))
    afterAll(async () => await made?.close())
    itDelivers(() => made)
    itFails(() => made)
  })
}

function itDelivers(made: () => NotifierUnderTest): void {
  it('is enabled', () => {
    expect(made().notifier.enabled).toBe(true)
  })

  it('delivers a message once, with its words, project and job id', async () => {
    await made().notifier.send(aNotification('deliver-once'))
    const texts = made()
      .delivered()
      .filter((text) => text.includes('deliver-once'))
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('failed (exit 1)')
    expect(texts[0]).toContain('acme')
  })

  it('delivers names that look like markup as they are', async () => {
    await made().notifier.send({ ...aNotification('</code>&lt;<script>'), project: '<b>& co' })
    expect(made().delivered().at(-1)).toContain('</code>&lt;<script>')
    expect(made().delivered().at(-1)).toContain('<b>& co')
  })

  it('delivers the cause behind the sentence', async () => {
    await made().notifier.send({ ...aNotification('with a cause'), cause: 'expected <4> & got `5`' })
    expect(made().delivered().at(-1)).toContain('failed (exit 1): expected <4> & got `5`')
  })

  it('delivers whatever the length of the names and of the cause', async () => {
    const before = made().delivered().length
    const long = { text: 'x'.repeat(1e6), cause: '<'.repeat(1e6), project: '😀&'.repeat(1e6) }
    await made().notifier.send({ ...aNotification('long'), ...long })
    expect(made().delivered()).toHaveLength(before + 1)
  })
}

function itFails(made: () => NotifierUnderTest): void {
  const failures: [ChannelState, PostflightErrorCode, boolean][] = [
    ['slowing down', 'telegram.rate_limited', true],
    ['away', 'telegram.unavailable', true],
    ['refusing', 'telegram.rejected', false],
  ]
  it.each(failures)('throws when the channel is %s: %s', async (state, code, retryable) => {
    const before = made().delivered().length
    made().become(state)
    await expect(made().notifier.send(aNotification('failing'))).rejects.toMatchObject({ code, retryable })
    expect(made().delivered()).toHaveLength(before)
  })

  it('says how long a channel that slows down asks to wait', async () => {
    made().become('slowing down')
    const failed = made().notifier.send(aNotification('too fast'))
    await expect(failed).rejects.toMatchObject({ retryAfterMs: RETRY_AFTER_MS })
  })

  it('delivers again once the channel is back', async () => {
    made().become('away')
    await expect(made().notifier.send(aNotification('back'))).rejects.toThrow()
    made().become('working')
    await made().notifier.send(aNotification('back'))
    expect(made().delivered().at(-1)).toContain('back')
  })
}

function aNotification(jobId: string): Notification {
  return { level: 'warning', text: `Task \`${jobId.slice(0, 8)}\` failed (exit 1)`, project: 'acme', jobId }
}
