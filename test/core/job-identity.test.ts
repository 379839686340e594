import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJobId, toFileName } from '../../src/core/job-identity.ts'

const first = (jobId: string) => toFileName({ jobId, runAttempt: 1 })

describe('parseJobId', () => {
  it.each([
    ['', 'empty'],
    ['.', '"."'],
    ['..', '".."'],
    ['a/b', '"/"'],
    ['a\\b', '"/"'],
    ['a\0b', 'NUL'],
    ['é'.repeat(101), '202 bytes'],
    ['\ud800', 'lone surrogate'],
    [7, 'got 7'],
    [null, 'null'],
  ])('refuses %j', (value, reason) => {
    expect(() => parseJobId(value)).toThrow(reason)
  })

  it.each(['1', 'x:y:z', '...', 'CON', 'ü', 'a b', '-rf', '😀', 'x'.repeat(200)])('accepts %j unchanged', (value) => {
    expect(parseJobId(value)).toBe(value)
  })
})

describe('toFileName', () => {
  it('lets plain ids stand for themselves', () => {
    expect(first('build-42_a.b')).toBe('build-42_a.b')
  })

  it('keeps ids apart that differ in case only', () => {
    expect(first('Build').toLowerCase()).not.toBe(first('build').toLowerCase())
  })

  it('keeps attempts apart, and an id from the attempt of another', () => {
    const names = [
      toFileName({ jobId: 'a', runAttempt: 1 }),
      toFileName({ jobId: 'a', runAttempt: 2 }),
      toFileName({ jobId: 'a~r2', runAttempt: 1 }),
    ]
    expect(new Set(names).size).toBe(3)
  })

  it('yields names that are safe everywhere and distinct without regard to case', () => {
    const jobId = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter(isJobId)
    fc.assert(
      fc.property(jobId, jobId, fc.integer({ min: 1 }), (left, right, runAttempt) => {
        const name = toFileName({ jobId: left, runAttempt })
        expect(name).toMatch(/^[a-z0-9_~-][a-z0-9._~-]*$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|\.$/)
        expect(name.length).toBeLessThanOrEqual(150)
        if (left !== right) expect(toFileName({ jobId: right, runAttempt })).not.toBe(name)
      }),
    )
  })
})

function isJobId(value: string): boolean {
  try {
    parseJobId(value)
    return true
  } catch {
    return false
  }
}
