// The default rules as the build prepared them: without examples, and with the literals of all expressions worked out.
// Reading them so takes a tenth of the time and memory; where they do not fit, the rule files are read.

import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { LITERAL_FINDER_MODULE } from '../../core/postflight/reading/literal-finder-module.ts'
import type { RuleSet } from '../../core/postflight/rules/rule.ts'
import type { RuleLiterals } from '../../core/postflight/rules/rule-literals.ts'
import { defaultRuleFiles, packageFolder } from './package-folder.ts'

export interface PreparedRules {
  readonly set: RuleSet
  readonly literals: RuleLiterals
}

/** Both files are of one build. */
interface Stored extends Pick<RuleSet, 'rules' | 'ignoredLines' | 'ignoredRegions'> {
  readonly builtMs: number
  readonly sources: readonly string[]
  /** The program that the literals were laid out for. */
  readonly finder: string
  /** Those that the literals were worked out with. */
  readonly readerLiterals: string
}

interface StoredLiterals {
  readonly builtMs: number
  readonly literals: RuleLiterals
}

/** Both sides of the layout change together. */
const FINDER = createHash('sha256').update(LITERAL_FINDER_MODULE).digest('hex')

/** Undefined where the build is older than the rules or the readers, or there is none. */
export function readPreparedRules(readerLiterals: readonly (readonly string[])[]): PreparedRules | undefined {
  try {
    const files = defaultRuleFiles()
    const rulesChangedMs = Math.max(...[...files, ...files.map((path) => dirname(path))].map(changedMs))
    if (statSync(preparedFile('json')).mtimeMs < rulesChangedMs) return undefined
    const stored = JSON.parse(readFileSync(preparedFile('json'), 'utf8')) as Stored
    const { builtMs, literals } = deserialize(readFileSync(preparedFile('bin'))) as StoredLiterals
    if (builtMs !== stored.builtMs || stored.readerLiterals !== JSON.stringify(readerLiterals)) return undefined
    if (stored.finder !== FINDER) return undefined
    const { rules, ignoredLines, ignoredRegions, sources } = stored
    return { set: { rules, ignoredLines, ignoredRegions, trustedSources: new Set(sources) }, literals }
  } catch {
    // Not built yet, as when the sources run as they are, or built by a newer Node.
    return undefined
  }
}

/** A file that goes changes its folder. */
function changedMs(path: string): number {
  return statSync(path).mtimeMs
}

/** Part of the build. */
export function writePreparedRules(
  { set, literals }: PreparedRules,
  readerLiterals: readonly (readonly string[])[],
): void {
  const { trustedSources = new Set(), ...rest } = set
  const builtMs = Date.now()
  const stored: Stored = {
    ...rest,
    builtMs,
    sources: [...trustedSources],
    finder: FINDER,
    readerLiterals: JSON.stringify(readerLiterals),
  }
  writeFileSync(preparedFile('bin'), serialize({ builtMs, literals } satisfies StoredLiterals))
  writeFileSync(preparedFile('json'), JSON.stringify(stored))
}

/** Beside the compiled form of this file, also where the sources run as they are. */
function preparedFile(extension: 'json' | 'bin'): string {
  return join(packageFolder(), 'dist', 'src', 'adapters', 'rules', `prepared-rules.${extension}`)
}
