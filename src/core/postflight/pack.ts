// The default rule pack: verdict, cause and score from rules that are data.

import type { RulePack } from '../rule-pack.ts'
import { conclude } from './conclude.ts'
import { openExtras } from './extras.ts'
import { LogReader, readerLiterals } from './log-reader.ts'
import { type CompiledRules, type CompileOptions, compileRules } from './rules/compile-rules.ts'
import { compileTrusted } from './rules/expression.ts'
import type { RuleSet } from './rules/rule.ts'

const POSTFLIGHT_PACK = { name: 'postflight', version: '1' } as const

export type PackOptions = Omit<CompileOptions, 'readerLiterals'>

/** Rules of users want a guard in `options.compile`; without it all are trusted. */
export function createPostflightPack(rules: RuleSet, options: PackOptions = TRUSTING): RulePack {
  const compiled = compilePack(rules, options)
  return {
    ...POSTFLIGHT_PACK,
    open: () => {
      const extras = openExtras()
      const reader = new LogReader(compiled, extras.readers)
      return {
        push: (chunk) => {
          reader.scanner.push(chunk)
          return true
        },
        end: (told) => {
          reader.scanner.end()
          return conclude({ reader, extras, told })
        },
      }
    },
  }
}

function compilePack(rules: RuleSet, options: PackOptions = TRUSTING): CompiledRules {
  return compileRules(rules, { ...options, readerLiterals: readerLiterals(openExtras().readers) })
}

const TRUSTING: PackOptions = { compile: () => compileTrusted }
