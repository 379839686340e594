// Which rules a log is read under: the one place that chooses a rule pack. What reads rule files and guards expressions
// is loaded only where it is needed.

import { readPreparedRules } from '../adapters/rules/prepared-rules.ts'
import { createClassicPack } from '../core/classic/pack.ts'
import { PostflightError } from '../core/error.ts'
import { createPostflightPack, packReaderLiterals } from '../core/postflight/pack.ts'
import { compileRules } from '../core/postflight/rules/compile-rules.ts'
import { compileTrusted } from '../core/postflight/rules/expression.ts'
import type { RulePack } from '../core/rule-pack.ts'

export interface RulePackChoice {
  /** `postflight`, `classic` or absolute paths of rule files, which are added to the default rules. */
  readonly rules: readonly string[]
  /** How much of a log the classic rules read, in bytes. */
  readonly classicBytesMax: number
}

/** Rejects with `rules.invalid` for a file that cannot be used. */
export async function chooseRulePack({ rules, classicBytesMax }: RulePackChoice): Promise<RulePack> {
  if (rules.includes('classic')) {
    if (rules.length === 1) return createClassicPack({ bytesMax: classicBytesMax })
    throw new PostflightError('rules.invalid', `Expected the classic rules to stand alone, got ${rules.join(', ')}`)
  }
  const isDefault = rules.every((name) => name === 'postflight')
  const prepared = isDefault ? readPreparedRules(packReaderLiterals()) : undefined
  if (prepared === undefined) return (await import('./rules-from-files.ts')).packFromFiles(rules)
  const { set, literals } = prepared
  return createPostflightPack(compileRules(set, { compile: () => compileTrusted, literals }))
}
