// What holds for every rule of the default pack. Its expressions run without a guard, so this is their proof.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { execWithin } from '../../../../src/adapters/expressions/timed-engine.ts'
import { TEXT_CHARACTERS_MAX } from '../../../../src/core/postflight/reading/limits.ts'
import { compileTrusted, ExpressionOverBudget } from '../../../../src/core/postflight/rules/expression.ts'
import { parseOwnRules, parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { tryExamples } from '../../../../src/core/postflight/rules/try-examples.ts'

const FILES = readdirSync('rules').map((name) => ({ name, text: readFileSync(`rules/${name}`, 'utf8') }))
/** Twice, on a busy machine; the worst that is allowed is a few milliseconds. */
const LINE_MS_MAX = 200
const FILLERS = [' ', 'a', '1', '/', 'a ', 'a.', '1:', '(', '"', '- ']

describe.each(FILES)('rules/$name', ({ name, text }) => {
  it('has the form that users are held to', () => {
    expect(parseOwnRules(name, text)).toEqual(parseRules(name, text))
  })

  it('has examples that hold', () => {
    const { failed } = tryExamples(parseRules(name, text), () => compileTrusted)
    expect(failed).toEqual([])
  })

  it('has expressions that no long line holds up', () => {
    const { rules, ignoredLines } = parseRules(name, text)
    const slow = [
      ...rules.flatMap(({ patterns, unless, examples }) => {
        const sample = examples.match[0] ?? ''
        return [...patterns.map(({ regexp }) => regexp), ...unless].filter((regexp) => isSlow(regexp, sample))
      }),
      ...ignoredLines.flatMap(({ regexp, examples }) => (isSlow(regexp, examples.match[0] ?? '') ? [regexp] : [])),
    ]
    expect(slow).toEqual([])
  })
})

/** On lines that begin as its example does and go on with what may make it go back. */
function isSlow(regexp: string, sample: string): boolean {
  const expression = new RegExp(regexp)
  return [0, 0.5, 0.9].some((part) => {
    const start = sample.slice(0, Math.floor(sample.length * part))
    return [...FILLERS, sample.slice(-1), start.slice(-3)].some((filler) => {
      if (filler === '') return false
      const text = (start + filler.repeat(TEXT_CHARACTERS_MAX)).slice(0, TEXT_CHARACTERS_MAX)
      return takesLong(expression, text)
    })
  })
}

function takesLong(expression: RegExp, text: string): boolean {
  try {
    execWithin(expression, text, LINE_MS_MAX)
    return false
  } catch (error) {
    if (error instanceof ExpressionOverBudget) return true
    throw error
  }
}
