import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRe2 } from '../../../src/adapters/expressions/re2-engine.ts'

describe('an expression in RE2', () => {
  it('finds what V8 finds, group by group', () => {
    fc.assert(
      fc.property(expressions(), texts(), (regexp, text) => {
        const re2 = openRe2(regexp, 'equal')
        fc.pre(re2 !== undefined)
        const wanted = new RegExp(regexp).exec(text)
        const found = re2?.exec(text) ?? null
        expect(found && { groups: [...found], index: found.index }).toEqual(
          wanted && { groups: [...wanted], index: wanted.index },
        )
      }),
      { numRuns: 5_000 },
    )
  })

  it('matches at least what V8 matches where it is loose', () => {
    fc.assert(
      fc.property(expressions(['(?=a)', '(?!b)', '(?<=a)', '(?<!b)', '\\1']), texts(), (regexp, text) => {
        const re2 = openRe2(regexp, 'loose')
        fc.pre(re2 !== undefined && new RegExp(regexp).test(text))
        expect(re2?.test(text)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  it.each(['(?=a)b', '(a)\\1', '(a*)*', '(?:(a)|b)*', '(?:(a)?b)+', 'a{1001}', '(?<!x)y'])(
    '%s is none, since groups could differ',
    (regexp) => {
      expect(openRe2(regexp, 'equal')).toBeUndefined()
    },
  )

  it.each([
    ['\\s', '\u00a0'],
    ['\\s', '\ufeff'],
    ['[^\\S\\n]+', ' \u2003'],
    ['^.$', '\u2028'],
    ['[^]', '\n'],
    ['[]', 'a'],
    ['\\Qa', 'Qa'],
    ['[[:alpha:]]', 'a:]'],
    ['a{,3}', 'a{,3}'],
    ['\\u00e9\\x41\\cA\\0', 'éA\u0001\u0000'],
    ['\\/\\-\\>', '/->'],
  ])('%s reads %j as V8 does', (regexp, text) => {
    const wanted = new RegExp(regexp).exec(text)
    const re2 = openRe2(regexp, 'equal')
    if (re2 !== undefined) expect(re2.exec(text) && [...(re2.exec(text) ?? [])]).toEqual(wanted && [...wanted])
  })

  it('leaves texts with characters beyond the basic plane to V8', () => {
    expect(openRe2('^.{2}$', 'equal')?.takes('😀')).toBe(false)
  })
})

function texts() {
  return fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '1', '\n', 'é', '-'), maxLength: 12 })
}

function expressions(extra: readonly string[] = []) {
  const atom = fc.constantFrom(
    'a',
    'b',
    'c',
    '.',
    '\\w',
    '\\d',
    '\\s',
    '[ab]',
    '[^a]',
    '[a-c1]',
    '^',
    '$',
    '\\b',
    '\\B',
    ...extra,
  )
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => one + other),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `(?:${one}|${other})`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `(${one}|${other})`),
      tie('tree').map((inner) => `(${inner})`),
      fc
        .tuple(tie('tree'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?'))
        .map(([inner, times]) => `(?:${inner})${times}`),
    ),
  }))
  return tree
}
