// Which rules a log is read under: the one place that chooses a rule pack.

import { guardRule } from '../adapters/expressions/guarded-expression.ts'
import { type PreparedRules, readPreparedRules } from '../adapters/rules/prepared-rules.ts'
import { readDefaultRules, readRuleFiles } from '../adapters/rules/rule-files.ts'
import { createClassicPack } from '../core/classic/pack.ts'
import { PostflightError } from '../core/error.ts'
import { createPostflightPack } from '../core/postflight/pack.ts'
import type { CompileOptions } from '../core/postflight/rules/compile-rules.ts'
import { compileTrusted } from '../core/postflight/rules/expression.ts'
import { joinRules } from '../core/postflight/rules/join-rules.ts'
import type { RuleSet } from '../core/postflight/rules/rule.ts'
import type { RulePack } from '../core/rule-pack.ts'

export interface RulePackChoice {
  /** `postflight`, `classic` or absolute paths of rule files, which are added to the default rules. */
  readonly rules: readonly string[]
  /** How much of a log the classic rules read, in bytes. */
  readonly classicBytesMax: number
}

/** Throws `rules.invalid` for a file that cannot be used. */
export function chooseRulePack({ rules, classicBytesMax }: RulePackChoice): RulePack {
  if (!rules.includes('classic')) {
    const { set, literalsOf } = prepareRules(rules)
    return createPostflightPack(set, { compile: compileFor(set), literalsOf })
  }
  if (rules.length === 1) return createClassicPack({ bytesMax: classicBytesMax })
  throw new PostflightError('rules.invalid', `Expected the classic rules to stand alone, got ${rules.join(', ')}`)
}

/** The rules of the named files, in their order, and after them the default ones. */
export function readRules(names: readonly string[]): RuleSet {
  const files = names.filter((name) => name !== 'postflight')
  return joinRules([...readRuleFiles(files), readDefaultRules()])
}

function prepareRules(names: readonly string[]): PreparedRules {
  const files = names.filter((name) => name !== 'postflight')
  const prepared = readPreparedRules()
  return files.length === 0 ? prepared : { ...prepared, set: joinRules([...readRuleFiles(files), prepared.set]) }
}

/** Rules of users are guarded; those of the default pack are proven by a test. */
export function compileFor({ trustedSources }: RuleSet): CompileOptions['compile'] {
  return ({ source }) => (trustedSources?.has(source) ? compileTrusted : guardRule())
}
