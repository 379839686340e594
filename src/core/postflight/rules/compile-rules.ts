// Makes rules ready to run: their expressions, by rank, and the literals that call for each.

import { dress } from '../reading/dress-line.ts'
import { LiteralFinder } from '../reading/literal-finder.ts'
import type { CompileExpression, Expression } from './expression.ts'
import { rankRules } from './rank-rules.ts'
import type { IgnoredLine, IgnoredRegion, Rule, RulePattern, RuleSet } from './rule.ts'
import type { RuleLiterals } from './rule-literals.ts'

export interface CompiledRule {
  readonly rule: Rule
  /** Its place among all rules: the more specific first, then as they stand in the files. */
  readonly rank: number
  readonly patterns: readonly CompiledPattern[]
  readonly unless: readonly Expression[]
  /** Tried on the whole line too where it does not fire on the text after time stamps and other prefixes. */
  readonly seesPrefix: boolean
}

export interface CompiledPattern extends Pick<RulePattern, 'loop' | 'groups'> {
  readonly expression: Expression
}

export interface CompiledIgnoredLine {
  readonly line: IgnoredLine
  readonly expression: Expression
}

export interface CompiledIgnoredRegion {
  readonly region: IgnoredRegion
  readonly begin: Expression
  readonly end: Expression
}

/** The finders hold memory for one chunk of a log at a time, whichever log it is of: logs that are read in turns share them. */
export interface CompiledRules {
  /** Which rules, by rank, and which readers a line calls for. */
  readonly finder: LiteralFinder
  /** Which ignored lines, by index. */
  readonly ignoredFinder: LiteralFinder
  readonly rules: readonly CompiledRule[]
  readonly ignoredLines: readonly CompiledIgnoredLine[]
  readonly ignoredRegions: readonly CompiledIgnoredRegion[]
}

export interface CompileOptions {
  readonly compile: (rule: { readonly source: string }) => CompileExpression
  /** Of the same rules. */
  readonly literals: RuleLiterals
}

export function compileRules(set: RuleSet, { compile, literals }: CompileOptions): CompiledRules {
  const { index, ignored, ...calling } = literals
  return {
    finder: new LiteralFinder(index, calling),
    ignoredFinder: new LiteralFinder(ignored.index, { rules: ignored.lines, everywhere: ignored.everywhere }),
    rules: rankRules(set.rules).map((rule, rank) => compileRule(rule, rank, compile(rule))),
    ignoredLines: set.ignoredLines.map((line) => ({ line, expression: compile(line)(line.regexp) })),
    ignoredRegions: set.ignoredRegions.map((region) => compileRegion(region, compile(region))),
  }
}

function compileRule(rule: Rule, rank: number, compile: CompileExpression): CompiledRule {
  return {
    rule,
    rank,
    patterns: rule.patterns.map(({ regexp, loop, groups }) => ({ expression: compile(regexp), loop, groups })),
    seesPrefix: rule.seesPrefix ?? true,
    unless: rule.unless.map((expression) => compile(expression)),
  }
}

/** The examples of our own rules tell, since each form that a rule knows has one. Runs the expression unguarded. */
export function seesPrefix({ patterns, examples }: Rule): boolean {
  const first = patterns[0]
  if (first === undefined || examples.match.length === 0) return true
  const expression = new RegExp(first.regexp)
  return examples.match.some((example) => {
    const { text, full } = dress(example.split('\n')[0] ?? '', { number: 0, offset: 0, speaker: 'output' })
    return text !== full && expression.exec(text) === null
  })
}

function compileRegion(region: IgnoredRegion, compile: CompileExpression): CompiledIgnoredRegion {
  return { region, begin: compile(region.begin), end: compile(region.end) }
}
