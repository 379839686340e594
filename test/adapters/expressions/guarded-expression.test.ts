import { describe, expect, it } from 'vitest'
import { guardRule, LOG_MS_MAX } from '../../../src/adapters/expressions/guarded-expression.ts'
import { isProvenLinear } from '../../../src/adapters/expressions/proof.ts'
import { type ExpressionCosts, ExpressionOverBudget } from '../../../src/core/postflight/rules/expression.ts'

/** A busy machine, and engines that look at the clock now and then. */
const GENEROUS_MS = 10 * LOG_MS_MAX

const HANGS: readonly (readonly [string, string])[] = [
  ['all.*pass', 'all '.repeat(25_000)],
  ['\\s+$', `${' '.repeat(50_000)}x`],
  ['(a+)+$', `${'a'.repeat(31)}b`],
  ['(.*a){20}', `${'a'.repeat(31)}${'b'.repeat(4_000)}`],
  ['(x+x+)+y', 'x'.repeat(4_096)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(4_096)],
  ['^((a|aa)|(a|a)|a*)*$', `${'a'.repeat(4_000)}!`],
  ['(a|a?)+$', `${'a'.repeat(4_000)}!`],
  ['^(?=(a+)+b)', 'a'.repeat(4_000)],
  ['(a+)+\\1$', `${'a'.repeat(64)}b`],
  ['^(\\w+\\s?)*\\1$', 'word '.repeat(800)],
  ['((a{0,30}){0,30}){0,30}b', 'a'.repeat(4_000)],
  ['(a?){60}a{60}', 'a'.repeat(59)],
  ['(.{1,100}){1,10}[xy]$', 'ab'.repeat(2_048)],
  ['((((((a*)*)*)*)*)*)*b', 'a'.repeat(4_000)],
  ['^(.*?,){40}P', '1,'.repeat(2_000)],
  ['(😀+)+$', `${'😀'.repeat(40)}x`],
]

describe('a guarded expression', () => {
  it.each(HANGS)('%s ends within what a rule may take in a log', (regexp, text) => {
    const expression = guardRule()(regexp)
    const costs: ExpressionCosts = new Map()
    const started = performance.now()
    for (let line = 0; line < 1_000; line++) if (isOver(() => expression.exec(text, costs))) break
    expect(performance.now() - started).toBeLessThan(GENEROUS_MS)
  })

  it('is stopped on one line long before the rule has spent what it may take in a log', () => {
    const expression = guardRule()('^(?=(a+)+b)a')
    const started = performance.now()
    expect(isOver(() => expression.exec('a'.repeat(40), new Map()))).toBe(true)
    expect(performance.now() - started).toBeLessThan(LOG_MS_MAX * 0.8)
  })

  it('is dropped for the rest of the log, and counts anew in the next', () => {
    const expression = guardRule()('^(?=(a+)+b)a')
    const costs: ExpressionCosts = new Map()
    expect(isOver(() => expression.exec('a'.repeat(40), costs))).toBe(true)
    expect(isOver(() => expression.exec('ab', costs))).toBe(true)
    expect(expression.exec('ab', new Map())?.[1]).toBe('a')
  })

  it('shares what it may take with the other expressions of its rule', () => {
    const compile = guardRule()
    const costs: ExpressionCosts = new Map()
    expect(isOver(() => compile('^(?=(a+)+b)a').exec('a'.repeat(40), costs))).toBe(true)
    expect(isOver(() => compile('harmless').exec('harmless', costs))).toBe(true)
    expect(isOver(() => guardRule()('harmless').exec('harmless', costs))).toBe(false)
  })

  it('spends nothing on lines that no looser form matches', () => {
    const expression = guardRule()('^(?!.*optional)error: (\\w+) (a+)+\\1$')
    const costs: ExpressionCosts = new Map()
    for (let line = 0; line < 2_000; line++) expect(expression.exec('warning: thing is amiss', costs)).toBeNull()
    expect(expression.exec('error: it aait', costs)?.[1]).toBe('it')
  })

  it('runs free once it is proven linear', () => {
    const expression = guardRule()('^ERROR: (.+)$')
    const text = `ERROR: ${'all '.repeat(20_000)}`
    let costs: ExpressionCosts = new Map()
    for (let log = 0; log < 10_000; log++) {
      costs = new Map()
      expression.exec(text, costs)
      if (costs.size === 0) break
    }
    expect(costs.size).toBe(0)
    expect(expression.exec(text, costs)?.[1]).toHaveLength(80_000)
  })

  it('stays guarded where the number of ways through it is bounded, but large', () => {
    expect(isProvenLinear('((a{0,30}){0,30}){0,30}b')).toBe(false)
    expect(isProvenLinear('(?:a?){30}a{30}')).toBe(false)
    expect(isProvenLinear('^ERROR: .*$')).toBe(true)
  })
})

function isOver(run: () => unknown): boolean {
  try {
    run()
    return false
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionOverBudget)
    return true
  }
}
