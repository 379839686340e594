import { describe, expect, it } from 'vitest'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { findRuleLiterals, literalsOf } from '../../../../src/core/postflight/rules/rule-literals.ts'
import { tryLines } from '../../../../src/core/postflight/rules/try-line.ts'
import { compileTrusting } from '../../../support/rule-pack.ts'

describe('the literals of an expression', () => {
  it.each([
    ['^make: \\*\\*\\* ', [['\nmake: *** ']]],
    ['(?:warning|error): .+', [['warning: ', 'error: ']]],
    ['exit code [1-9]\\d*$', [['exit code 0']]],
    ['E\\d{4}: ', [['E0000: ']]],
    ['a.b', []],
    ['(?:boom|.)', []],
  ])('of %s', (regexp, literals) => {
    expect(literalsOf(regexp)).toEqual(literals)
  })

  it('are those of its other parts where it holds half a character', () => {
    expect(fires('[🔴🟠] deploy blocked: (.+)', '🔴 deploy blocked: by hand')).toBe(true)
    expect(fires('🔴+ deploy blocked: (.+)', '🔴🔴 deploy blocked: by hand')).toBe(true)
  })

  it('are none of a rule that is tried on every line', () => {
    const { everywhere } = findRuleLiterals(rulesOf('^(?:ab|[^c])+$'))
    expect(everywhere).toEqual([0])
  })
})

function rulesOf(regexp: string) {
  return parseRules('x.json', JSON.stringify({ owner: 'x', pattern: { regexp, message: 0 } }))
}

function fires(regexp: string, line: string): boolean {
  return tryLines(compileTrusting(rulesOf(regexp)), line).some(({ matches }) => matches.length > 0)
}
