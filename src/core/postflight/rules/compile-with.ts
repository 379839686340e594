// Compiles rules together with their literals, which is worked out anew.

import { type CompiledRules, type CompileOptions, compileRules } from './compile-rules.ts'
import type { RuleSet } from './rule.ts'
import { findRuleLiterals, type LiteralOptions } from './rule-literals.ts'

export function compileWith(set: RuleSet, compile: CompileOptions['compile'], options?: LiteralOptions): CompiledRules {
  return compileRules(set, { compile, literals: findRuleLiterals(set, options) })
}
