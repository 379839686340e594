// Rules are only tried on lines that hold their literals, so these have to be in whatever a rule can match.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDefaultRules } from '../../src/adapters/rules/rule-files.ts'
import { dress } from '../../src/core/postflight/reading/dress-line.ts'
import { compileTrusting } from '../support/rule-pack.ts'

const SAMPLES = 12
/** fast-check makes no texts for expressions that look around themselves. */
const UNSUPPORTED_SHARE_MAX = 0.4

it('call for a rule on any text that it matches, not only on its examples', () => {
  const compiled = compileTrusting(readDefaultRules())
  let unsupported = 0
  const missed: { readonly rule: string; readonly text: string }[] = []
  for (const { rule, rank } of compiled.rules) {
    const texts = matching(rule.patterns[0]?.regexp ?? '')
    if (texts === undefined) unsupported++
    for (const text of texts ?? []) {
      const line = dress(text, { number: 1, offset: 0, speaker: 'output' })
      const { rules } = compiled.finder.inText(line.full)
      if (!rules.includes(rank)) missed.push({ rule: rule.owner, text })
    }
  }
  expect(missed).toEqual([])
  expect(unsupported / compiled.rules.length).toBeLessThan(UNSUPPORTED_SHARE_MAX)
})

/** Texts of one line that stay as they are when they are dressed, and that the expression matches. */
function matching(regexp: string): readonly string[] | undefined {
  const expression = new RegExp(regexp)
  try {
    const texts = fc.sample(fc.stringMatching(expression, { size: 'xsmall' }), { numRuns: SAMPLES, seed: 1 })
    return texts.filter((text) => {
      const line = dress(text, { number: 1, offset: 0, speaker: 'output' })
      return !/[\r\n]/.test(text) && (expression.test(line.text) || expression.test(line.full))
    })
  } catch {
    return undefined
  }
}
