// What each rule makes of a sample that its author has at hand: what it captures, or how far it gets.

import { compileWith } from './compile-with.ts'
import type { MatchedGroups } from './matched-groups.ts'
import type { RuleSet } from './rule.ts'
import { tryLines } from './try-line.ts'
import { type Because, type CompileFor, whyNot } from './why-not.ts'

export interface SampleTrial {
  readonly owner: string
  readonly source: string
  /** What its groups hold where it fires. */
  readonly groups: MatchedGroups | undefined
  readonly because: Because | undefined
}

export function trySample(set: RuleSet, sample: string, compile: CompileFor): readonly SampleTrial[] {
  const trials = tryLines(compileWith(set, compile), sample)
  return set.rules.map((rule) => {
    const match = trials.flatMap(({ matches }) => matches).find((one) => one.rule === rule)
    return {
      owner: rule.owner,
      source: rule.source,
      groups: match?.groups,
      because: match === undefined ? whyNot(rule, sample, compile) : undefined,
    }
  })
}
