import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareErrors } from '../../../src/core/recheck/error-changes.ts'
import type { ReportError } from '../../../src/core/report.ts'

const anError = (fields: Partial<ReportError> = {}): ReportError => ({
  type: 'test_failure',
  severity: 'high',
  count: 1,
  context: 'expected 1, got 2',
  ...fields,
})
const named = (message: string, fingerprint?: string) =>
  anError({ message, ...(fingerprint === undefined ? {} : { fingerprint }) })

describe('comparing errors', () => {
  it('takes equal fingerprints for one error, whatever its words', () => {
    expect(compareErrors([named('took 12 ms', 'v1:a')], [named('took 15 ms', 'v1:a')])).toEqual([])
  })

  it('takes different fingerprints of one version for two errors, whatever their words', () => {
    expect(compareErrors([named('boom', 'v1:a')], [named('boom', 'v1:b')])).toEqual([
      { kind: 'error', what: 'added', type: 'test_failure', message: 'boom', fingerprint: 'v1:b', place: 1 },
      { kind: 'error', what: 'gone', type: 'test_failure', message: 'boom', fingerprint: 'v1:a', place: 1 },
    ])
  })

  it.each([
    ['one has none', undefined],
    ['they are of different versions', 'v2:x'],
  ])('falls back to type and message where %s', (_, fingerprint) => {
    expect(compareErrors([named('boom', 'v1:a')], [named('boom', fingerprint)])).toEqual([])
  })

  it('compares what classic rules say by the text around the error', () => {
    expect(compareErrors([anError({ context: 'a' })], [anError({ context: 'b' })]).map(({ what }) => what)).toEqual([
      'added',
      'gone',
    ])
  })

  it('says which error is first now that was not before', () => {
    const [first, second] = [named('one', 'v1:1'), named('two', 'v1:2')]
    expect(compareErrors([first, second], [second, first])).toEqual([
      { kind: 'error', what: 'first', type: 'test_failure', message: 'two', fingerprint: 'v1:2', place: 1, was: 2 },
    ])
  })

  it('keeps two errors with the same words apart by their number', () => {
    expect(compareErrors([named('boom')], [named('boom'), named('boom')])).toMatchObject([{ what: 'added', place: 2 }])
  })

  it('takes the reason of a job that could not be analysed for its error', () => {
    expect(compareErrors(['Job directory not found: x'], [])).toEqual([
      { kind: 'error', what: 'gone', type: 'not_analysed', message: 'Job directory not found: x', place: 1 },
    ])
  })

  it('accounts for every error: those before, less those gone, plus those added, are those now', () => {
    const errors = fc.array(
      fc.record({ message: fc.constantFrom('a', 'b'), mark: fc.constantFrom(undefined, 'v1:1', 'v1:2', 'v2:1') }),
      { maxLength: 6 },
    )
    const toErrors = (list: readonly { message: string; mark: string | undefined }[]) =>
      list.map(({ message, mark }) => named(message, mark))
    fc.assert(
      fc.property(errors, errors, (before, now) => {
        const changes = compareErrors(toErrors(before), toErrors(now))
        const added = changes.filter(({ what }) => what === 'added').length
        const gone = changes.filter(({ what }) => what === 'gone').length
        expect(before.length - gone + added).toBe(now.length)
        expect(compareErrors(toErrors(now), toErrors(now))).toEqual([])
      }),
    )
  })
})
