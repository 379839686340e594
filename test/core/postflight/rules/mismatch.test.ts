import { describe, expect, it } from 'vitest'
import { guardRule } from '../../../../src/adapters/expressions/guarded-expression.ts'
import { explainMismatch } from '../../../../src/core/postflight/rules/mismatch.ts'

describe('the explanation of a mismatch', () => {
  it.each([
    ['^ERROR: (.+) in (\\w+)$', 'ERROR: boom at main', '^ERROR: (.+) ', 'ERROR: boom at ', 'i', 'main'],
    ['^(?:WARN|ERROR): x', 'ERR: x', '^ERR', 'ERR', 'O', ': x'],
    ['^quota (\\d+) MB$', 'quota 12 GB', '^quota (\\d+) ', 'quota 12 ', 'M', 'GB'],
    ['abc', 'xyz', '', '', 'a', 'xyz'],
    ['^a', 'b', '^', '', 'a', 'b'],
    ['^total: \\d+$', 'total: 12 ', '^total: \\d+', 'total: 12', '$', ' '],
    ['^(a(b(c)))$', 'abd', '^ab', 'ab', '(c)', 'd'],
    ['^x=(\\w)\\1$', 'x=ab', '^x=(\\w)', 'x=a', '\\1', 'b'],
  ])('%s on %j', (regexp, text, reached, matched, failed, rest) => {
    expect(explainMismatch(regexp, text, guardRule())).toEqual({ reached, matched, failed, rest })
  })

  it('is none where the expression matches', () => {
    expect(explainMismatch('b+', 'abba', guardRule())).toBeUndefined()
  })

  it('comes soon for an expression that would hang', () => {
    const started = performance.now()
    explainMismatch('^(a+)+\\1$', `${'a'.repeat(64)}b`, guardRule())
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
