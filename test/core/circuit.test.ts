import { describe, expect, it } from 'vitest'
import { createCircuit, OPEN_MS_FIRST, OPEN_MS_MAX, TRIAL_MS_MAX, TRIAL_WAIT_MS } from '../../src/core/circuit.ts'

function setup() {
  const circuit = createCircuit()
  const failTrialAt = (nowMs: number): number => {
    expect(circuit.admit(nowMs)).toEqual({ kind: 'admit' })
    expect(circuit.failed(nowMs)).toBe(false)
    const admission = circuit.admit(nowMs)
    return admission.kind === 'wait' ? admission.ms : 0
  }
  return { circuit, failTrialAt }
}

describe('circuit', () => {
  it('admits everyone while the service answers', () => {
    const { circuit } = setup()
    expect(circuit.admit(0)).toEqual({ kind: 'admit' })
    expect(circuit.succeeded()).toBe(false)
    expect(circuit.admit(0)).toEqual({ kind: 'admit' })
  })

  it('says once that it opened, however many calls fail', () => {
    const { circuit } = setup()
    expect([circuit.failed(0), circuit.failed(1), circuit.failed(2)]).toEqual([true, false, false])
  })

  it('makes callers wait for what is left of the open time', () => {
    const { circuit } = setup()
    circuit.failed(100)
    expect(circuit.admit(400)).toEqual({ kind: 'wait', ms: OPEN_MS_FIRST - 300 })
  })

  it('does not prolong the open time for calls that were under way when it opened', () => {
    const { circuit } = setup()
    circuit.failed(0)
    circuit.failed(900)
    expect(circuit.admit(OPEN_MS_FIRST)).toEqual({ kind: 'admit' })
  })

  it('admits one trial after the open time and lets the others wait a little', () => {
    const { circuit } = setup()
    circuit.failed(0)
    expect(circuit.admit(OPEN_MS_FIRST)).toEqual({ kind: 'admit' })
    expect(circuit.admit(OPEN_MS_FIRST)).toEqual({ kind: 'wait', ms: TRIAL_WAIT_MS })
  })

  it('doubles the open time with each failed trial, up to the limit', () => {
    const { circuit, failTrialAt } = setup()
    circuit.failed(0)
    const waits = [1, 2, 3, 4, 5, 6].map((nth) => failTrialAt(nth * 100_000))
    expect(waits).toEqual([2_000, 4_000, OPEN_MS_MAX, OPEN_MS_MAX, OPEN_MS_MAX, OPEN_MS_MAX])
  })

  it('says once that it closed, and starts over with the first open time', () => {
    const { circuit, failTrialAt } = setup()
    circuit.failed(0)
    failTrialAt(10_000)
    expect([circuit.succeeded(), circuit.succeeded()]).toEqual([true, false])
    expect(circuit.failed(20_000)).toBe(true)
    expect(circuit.admit(20_000)).toEqual({ kind: 'wait', ms: OPEN_MS_FIRST })
  })

  it('admits another trial when the first never answers', () => {
    const { circuit } = setup()
    circuit.failed(0)
    circuit.admit(OPEN_MS_FIRST)
    expect(circuit.admit(OPEN_MS_FIRST + TRIAL_MS_MAX)).toEqual({ kind: 'admit' })
  })
})
