// The default rules as the build prepared them: without examples, and with the literals of all expressions worked out.
// Reading them so takes a tenth of the time and memory; where they do not fit, the rule files are read.

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { RuleSet } from '../../core/postflight/rules/rule.ts'
import type { RuleLiterals } from '../../core/postflight/rules/rule-literals.ts'
import { defaultRuleFiles, packageFolder } from './package-folder.ts'

export interface PreparedRules {
  readonly set: RuleSet
  readonly literals: RuleLiterals
}

interface Stored extends Pick<RuleSet, 'rules' | 'ignoredLines' | 'ignoredRegions'> {
  readonly sources: readonly string[]
  /** Those that the literals were worked out with. */
  readonly readerLiterals: string
}

/** Undefined where the build is older than the rules or the readers, or there is none. */
export function readPreparedRules(readerLiterals: readonly (readonly string[])[]): PreparedRules | undefined {
  try {
    const rulesChangedMs = Math.max(...defaultRuleFiles().map((path) => statSync(path).mtimeMs))
    if (statSync(preparedFile('json')).mtimeMs < rulesChangedMs) return undefined
    const {
      sources,
      readerLiterals: storedLiterals,
      ...set
    } = JSON.parse(readFileSync(preparedFile('json'), 'utf8')) as Stored
    if (storedLiterals !== JSON.stringify(readerLiterals)) return undefined
    const literals = deserialize(readFileSync(preparedFile('bin'))) as RuleLiterals
    return { set: { ...set, trustedSources: new Set(sources) }, literals }
  } catch {
    // Not built yet, as when the sources run as they are, or built by a newer Node.
    return undefined
  }
}

/** Part of the build. */
export function writePreparedRules(
  { set, literals }: PreparedRules,
  readerLiterals: readonly (readonly string[])[],
): void {
  const { trustedSources = new Set(), ...rest } = set
  const stored: Stored = { ...rest, sources: [...trustedSources], readerLiterals: JSON.stringify(readerLiterals) }
  writeFileSync(preparedFile('bin'), serialize(literals))
  writeFileSync(preparedFile('json'), JSON.stringify(stored))
}

/** Beside the compiled form of this file, also where the sources run as they are. */
function preparedFile(extension: 'json' | 'bin'): string {
  return join(packageFolder(), 'dist', 'src', 'adapters', 'rules', `prepared-rules.${extension}`)
}
