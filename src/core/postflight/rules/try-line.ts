// Tries rules on a few lines as a log would be read under them: what examples, samples and `rules explain` need.

import { dress } from '../reading/dress-line.ts'
import type { LogLine, Speaker } from '../reading/log-line.ts'
import type { CompiledRules } from './compile-rules.ts'
import { LineMatcher, type RuleMatch } from './match-line.ts'

export interface LineTrial {
  readonly line: LogLine
  readonly matches: readonly RuleMatch[]
  /** Why the line only looks like an error, where a pack says so. */
  readonly ignored: string | undefined
}

/** What each line of `sample` fires, read in order. */
export function tryLines(rules: CompiledRules, sample: string): readonly LineTrial[] {
  const matcher = new LineMatcher(rules)
  return toLines(sample).map((line) => {
    const matches = matcher.match(line, rules.finder.inText(line.full).rules)
    return { line, matches, ignored: matcher.ignored(line)?.reason }
  })
}

export function toLines(sample: string, speaker: Speaker = 'output'): readonly LogLine[] {
  return sample.split('\n').map((text, index) => dress(text, { number: index + 1, offset: 0, speaker }))
}
