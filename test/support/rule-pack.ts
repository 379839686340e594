// Rule packs and compiled rules for tests, whose expressions run as they are.

import { createPostflightPack, packReaderLiterals } from '../../src/core/postflight/pack.ts'
import type { CompiledRules } from '../../src/core/postflight/rules/compile-rules.ts'
import { compileWith } from '../../src/core/postflight/rules/compile-with.ts'
import { compileTrusted } from '../../src/core/postflight/rules/expression.ts'
import type { RuleSet } from '../../src/core/postflight/rules/rule.ts'
import type { RulePack } from '../../src/core/rule-pack.ts'

export function packOf(rules: RuleSet): RulePack {
  return createPostflightPack(compileWith(rules, () => compileTrusted, { readerLiterals: packReaderLiterals() }))
}

/** For the rules alone, without any reader beside them. */
export function compileTrusting(rules: RuleSet): CompiledRules {
  return compileWith(rules, () => compileTrusted)
}
