import { describe, expect, it } from 'vitest'
import { judgeLog } from '../../src/core/log-readiness.ts'

const patience = { nowMs: 100_000, waitingSinceMs: undefined, logSettleMs: 1_000, logWaitMs: 30_000 }
const exhausted = { ...patience, waitingSinceMs: 70_000 }
const changed = (changedAtMs: number) => ({ log: { changedAtMs }, isLogUnreadable: false })
const absent = { log: undefined, isLogUnreadable: false }

describe('judgeLog', () => {
  it('takes a log that has not changed for the settling time', () => {
    expect(judgeLog(changed(99_000), patience)).toEqual({ kind: 'ready', warnings: [] })
  })

  it('waits for the rest of the settling time while the log grows', () => {
    expect(judgeLog(changed(99_400), patience)).toMatchObject({ kind: 'wait', ms: 400 })
  })

  it('waits for a log that is not there yet, and never past its patience', () => {
    expect(judgeLog(absent, patience)).toMatchObject({ kind: 'wait', ms: 1_000 })
    expect(judgeLog(absent, { ...patience, waitingSinceMs: 70_300 })).toMatchObject({ kind: 'wait', ms: 300 })
  })

  it('stops waiting for a log that never came', () => {
    const missing = 'There was no log after 30000 ms of waiting; nothing was analysed'
    expect(judgeLog(absent, exhausted)).toEqual({ kind: 'ready', warnings: [missing] })
  })

  it('says so when the log still grew at the end of the wait', () => {
    const readiness = judgeLog(changed(99_900), exhausted)
    expect(readiness).toMatchObject({ kind: 'ready', warnings: [expect.stringContaining('still being written')] })
  })

  it('stops waiting for a log that claims to change in the future', () => {
    expect(judgeLog(changed(10_000_000), patience)).toMatchObject({ kind: 'wait', ms: 1_000 })
    expect(judgeLog(changed(10_000_000), exhausted)).toMatchObject({ kind: 'ready' })
  })

  it('does not wait for what is there but cannot be read', () => {
    expect(judgeLog({ log: undefined, isLogUnreadable: true }, patience).kind).toBe('ready')
  })
})
