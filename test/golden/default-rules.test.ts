// What the speed and the trustworthiness of the default rules rest on: literals, examples, names.

import { expect, it } from 'vitest'
import { readDefaultRules } from '../../src/adapters/rules/rule-files.ts'
import { isLongEnough } from '../../src/core/postflight/reading/literal-index.ts'
import { compileTrusted } from '../../src/core/postflight/rules/expression.ts'
import { findRuleLiterals, literalsOf } from '../../src/core/postflight/rules/rule-literals.ts'
import { type FailedExample, tryExamples } from '../../src/core/postflight/rules/try-examples.ts'

const SET = readDefaultRules()

it('looks for a literal before it runs any rule: none is tried on every line', () => {
  const slow = SET.rules.filter(({ patterns: [first] }) => !hasLiterals(first?.regexp ?? ''))
  expect(slow.map(({ owner }) => owner)).toEqual([])
  expect(findRuleLiterals(SET).everywhere).toEqual([])
})

it('shows of every rule and every ignored line what it fires on and what it does not', () => {
  const samples = [
    ...SET.rules.map(({ owner, examples }) => ({ name: owner, examples })),
    ...SET.ignoredLines.map(({ regexp, examples }) => ({ name: regexp, examples })),
  ]
  const poor = samples.filter(({ examples: { match, noMatch } }) => match.length === 0 || noMatch.length === 0)
  expect(poor.map(({ name }) => name)).toEqual([])
  expect(failedAlone()).toEqual([])
})

it('names no two rules alike', () => {
  const owners = SET.rules.map(({ owner }) => owner)
  expect(owners.filter((owner, index) => owners.indexOf(owner) !== index)).toEqual([])
})

/** Each by itself: of the errors on one line only the most specific fires. */
function failedAlone(): readonly FailedExample[] {
  const nothing = { rules: [], ignoredLines: [], ignoredRegions: [] }
  const sets = [
    ...SET.rules.map((rule) => ({ ...nothing, rules: [rule] })),
    ...SET.ignoredLines.map((line) => ({ ...nothing, ignoredLines: [line] })),
  ]
  return sets.flatMap((set) => tryExamples(set, () => compileTrusted).failed)
}

/** Of the set that is looked for first, each member is long enough. */
function hasLiterals(regexp: string): boolean {
  const [first = []] = literalsOf(regexp)
  return first.length > 0 && first.every(isLongEnough)
}
