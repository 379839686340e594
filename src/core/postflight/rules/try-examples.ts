// Runs the examples of rules and ignored lines.

import { compileWith } from './compile-with.ts'
import type { IgnoredLine, Rule, RuleSet } from './rule.ts'
import { tryLines } from './try-line.ts'
import { type Because, type CompileFor, whyNot, whyNotIgnored } from './why-not.ts'

export interface FailedExample {
  /** The rule's owner, or the expression of an ignored line. */
  readonly name: string
  readonly source: string
  /** The line, or lines. */
  readonly sample: string
  readonly expected: 'match' | 'no match'
  /** Where a sample does not match: how far the rule got, if it can be said. */
  readonly because: Because | undefined
}

export interface ExamplesResult {
  readonly rules: number
  readonly ignoredLines: number
  readonly examples: number
  readonly failed: readonly FailedExample[]
}

/** Each rule as a log would be read under it, the search for literals included, whatever else fires on its examples. */
export function tryExamples(set: RuleSet, compile: CompileFor): ExamplesResult {
  const { rules, ignoredLines } = set
  const compiled = compileWith({ ...NOTHING, rules }, compile)
  const failed = [
    ...rules.flatMap((rule) =>
      failuresOf(rule.owner, rule, {
        fires: (sample) =>
          tryLines(compiled, sample).some(({ matches }) => matches.some((match) => match.rule === rule)),
        whyNot: (sample) => whyNot(rule, sample, compile),
      }),
    ),
    ...ignoredLines.flatMap((line) => tryIgnoredLine(line, compile)),
  ]
  return { rules: rules.length, ignoredLines: ignoredLines.length, examples: countExamples(set), failed }
}

const NOTHING = { rules: [], ignoredLines: [], ignoredRegions: [] } as const

/** Alone: where several ignore a line, a log names the first. */
function tryIgnoredLine(line: IgnoredLine, compile: CompileFor): readonly FailedExample[] {
  const compiled = compileWith({ ...NOTHING, ignoredLines: [line] }, compile)
  return failuresOf(line.regexp, line, {
    fires: (sample) => tryLines(compiled, sample).some(({ ignored }) => ignored !== undefined),
    whyNot: (sample) => whyNotIgnored(line, sample, compile),
  })
}

function countExamples({ rules, ignoredLines }: RuleSet): number {
  return [...rules, ...ignoredLines].reduce(
    (sum, { examples: { match, noMatch } }) => sum + match.length + noMatch.length,
    0,
  )
}

interface Trial {
  fires(sample: string): boolean
  whyNot(sample: string): Because | undefined
}

function failuresOf(
  name: string,
  { source, examples }: Pick<Rule, 'source' | 'examples'>,
  trial: Trial,
): readonly FailedExample[] {
  const failed = (sample: string, expected: FailedExample['expected'], because?: Because): FailedExample => ({
    name,
    source,
    sample,
    expected,
    because,
  })
  return [
    ...examples.match
      .filter((sample) => !trial.fires(sample))
      .map((sample) => failed(sample, 'match', trial.whyNot(sample))),
    ...examples.noMatch.filter((sample) => trial.fires(sample)).map((sample) => failed(sample, 'no match')),
  ]
}
