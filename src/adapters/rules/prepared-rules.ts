// The default rules as the build prepared them: without examples, and with the literals of each expression worked out.
// Reading them so takes a tenth of the time and memory; where they do not fit the rule files, those are read.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compiledLiterals, type LiteralsOf, literalsOf, seesPrefix } from '../../core/postflight/rules/compile-rules.ts'
import { countFrequencies } from '../../core/postflight/rules/literal-frequency.ts'
import type { LiteralSet } from '../../core/postflight/rules/required-literals.ts'
import type { Rule, RuleSet } from '../../core/postflight/rules/rule.ts'
import { packageFolder, readDefaultRules, readDefaultTexts } from './rule-files.ts'

export interface PreparedRules {
  readonly set: RuleSet
  readonly literalsOf: LiteralsOf
}

interface Stored {
  /** Of the rule files that this was made from. */
  readonly digest: string
  readonly set: Pick<RuleSet, 'rules' | 'ignoredLines' | 'ignoredRegions'>
  readonly sources: readonly string[]
  readonly literals: Readonly<Record<string, readonly LiteralSet[]>>
}

export function readPreparedRules(): PreparedRules {
  const stored = readStored()
  if (stored === undefined) return { set: readDefaultRules(), literalsOf }
  const set = { ...stored.set, trustedSources: new Set(stored.sources) }
  return { set, literalsOf: (regexp) => stored.literals[regexp] ?? literalsOf(regexp) }
}

/** Part of the build. `sample`: text of logs, in which the rarest literals of each expression are looked for. */
export function prepareRules(sample: string): void {
  const { trustedSources = new Set(), ...set } = readDefaultRules()
  const rules = set.rules.map((rule): Rule => ({ ...rule, examples: NONE, seesPrefix: seesPrefix(rule) }))
  const ignoredLines = set.ignoredLines.map((line) => ({ ...line, examples: NONE }))
  const stored: Stored = {
    digest: digestOf(readDefaultTexts()),
    set: { ...set, rules, ignoredLines },
    sources: [...trustedSources],
    literals: Object.fromEntries(compiledLiterals(set, countFrequencies(sample))),
  }
  writeFileSync(preparedFile(), JSON.stringify(stored))
}

const NONE = { match: [], noMatch: [] }

function readStored(): Stored | undefined {
  try {
    const stored = JSON.parse(readFileSync(preparedFile(), 'utf8')) as Stored
    return stored.digest === digestOf(readDefaultTexts()) ? stored : undefined
  } catch {
    // Not built yet, as when the sources run as they are.
    return undefined
  }
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}\n${text}`)
  return hash.digest('hex')
}

/** Beside the compiled form of this file, also where the sources run as they are. */
function preparedFile(): string {
  return join(packageFolder(), 'dist', 'src', 'adapters', 'rules', 'prepared-rules.json')
}
