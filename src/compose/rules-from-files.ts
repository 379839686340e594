// Rules as their files have them, with those of users first.

import { basename } from 'node:path'
import { guardRule } from '../adapters/expressions/guarded-expression.ts'
import { readDefaultRules, readRuleFiles } from '../adapters/rules/rule-files.ts'
import { createPostflightPack, packReaderLiterals } from '../core/postflight/pack.ts'
import type { CompileOptions } from '../core/postflight/rules/compile-rules.ts'
import { compileWith } from '../core/postflight/rules/compile-with.ts'
import { compileTrusted } from '../core/postflight/rules/expression.ts'
import { joinRules } from '../core/postflight/rules/join-rules.ts'
import type { RuleSet } from '../core/postflight/rules/rule.ts'
import type { RulePack } from '../core/rule-pack.ts'

/** The rules of the named files, in their order, and after them the default ones. Throws `rules.invalid`. */
export function readRules(names: readonly string[]): RuleSet {
  return joinRules([...readRuleFiles(ownFiles(names)), readDefaultRules()])
}

/** Throws `rules.invalid`. */
export function packFromFiles(names: readonly string[]): RulePack {
  const rules = readRules(names)
  const compiled = compileWith(rules, compileFor(rules), { readerLiterals: packReaderLiterals() })
  return createPostflightPack(
    compiled,
    ownFiles(names).map((path) => basename(path)),
  )
}

function ownFiles(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== 'postflight')
}

/** Rules of users are guarded; those of the default pack are proven by a test. */
export function compileFor({ trustedSources }: RuleSet): CompileOptions['compile'] {
  return ({ source }) => (trustedSources?.has(source) ? compileTrusted : guardRule())
}
