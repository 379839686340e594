import { describe, expect, it } from 'vitest'
import { renderAge, renderDuration } from '../../src/cli/duration.ts'

describe('renderDuration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [172_800_000, '2 d'],
    [-5, '0 ms'],
  ])('says %i ms as %s', (ms, text) => {
    expect(renderDuration(ms)).toBe(text)
  })
})

describe('renderAge', () => {
  const nowMs = Date.parse('2026-01-01T12:00:00Z')

  it('says how long ago a time was', () => {
    expect(renderAge('2026-01-01T11:57:00.000Z', nowMs)).toBe('3 min ago')
  })

  it('admits that it cannot read a time', () => {
    expect(renderAge('yesterday', nowMs)).toBe('at an unknown time')
  })
})
