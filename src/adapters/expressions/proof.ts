// Proves that V8 runs an expression in linear time, by automata theory; a search that merely finds no attack proves
// nothing. In pure JavaScript, loaded when first needed; an answer is kept for the life of the process.

import { createRequire } from 'node:module'
import { RegExpParser } from '@eslint-community/regexpp'
import type { Parameters } from 'recheck'
import { countChoices } from './bounded-choices.ts'

const PROOF_MS_MAX = 1_000
/** To show an attack is not asked for. */
const ATTACK_MS_MAX = 1
const KEPT_MAX = 10_000

const proven = new Map<string, boolean>()

export function isProvenLinear(regexp: string): boolean {
  const known = proven.get(regexp)
  if (known !== undefined) return known
  if (proven.size >= KEPT_MAX) proven.clear()
  const answer = hasFewChoices(regexp) && isLinearInTheLimit(regexp)
  proven.set(regexp, answer)
  return answer
}

/** The theory is one of limits: `(a{0,30}){0,30}b` is linear to it, and takes V8 for ever. */
const CHOICES_MAX = 20_000

function hasFewChoices(regexp: string): boolean {
  try {
    return countChoices(new RegExpParser().parsePattern(regexp)) <= CHOICES_MAX
  } catch {
    return false
  }
}

const load = createRequire(import.meta.url)

function isLinearInTheLimit(regexp: string): boolean {
  // The package's main entry would start a Java or native program; this one is JavaScript alone.
  const recheck: typeof import('recheck') = load('recheck/lib/browser.js')
  return recheck.checkSync(regexp, '', PARAMETERS).status === 'safe'
}

const PARAMETERS: Parameters = { checker: 'automaton', timeout: PROOF_MS_MAX, attackTimeout: ATTACK_MS_MAX }
