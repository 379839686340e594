// Which rules fire on one line. A rule of several patterns waits for its next line.

import type { LogLine } from '../reading/log-line.ts'
import type { CompiledRule, CompiledRules } from './compile-rules.ts'
import { type Expression, type ExpressionCosts, ExpressionOverBudget } from './expression.ts'
import { IgnoredRegions } from './ignored-regions.ts'
import { namedGroups, type RuleMatch } from './matched-groups.ts'
import { OpenSequences } from './open-sequences.ts'

export type { RuleMatch }

export interface IgnoredBecause {
  readonly reason: string
  readonly source: string
}

const NO_MATCHES: readonly RuleMatch[] = []

/** Of the rules that one literal or another of the line calls for: what fires, the most specific first. */
export class LineMatcher {
  /** Owners of rules that took longer than they may. */
  readonly overBudget = new Set<string>()
  readonly #rules: CompiledRules
  readonly #wanted: 'best' | 'every'
  readonly #regions: IgnoredRegions
  readonly #costs: ExpressionCosts = new Map()
  readonly #sequences: OpenSequences

  /** `best`: of the errors on one line only the most specific is looked for. */
  constructor(rules: CompiledRules, wanted: 'best' | 'every' = 'every') {
    this.#rules = rules
    this.#wanted = wanted
    this.#regions = new IgnoredRegions(rules.ignoredRegions, (...what) => this.finds(...what))
    this.#sequences = new OpenSequences((...what) => this.#run(...what))
  }

  /** Whether every line is wanted: a rule waits for its next line, or a region may begin or end. */
  get wantsEveryLine(): boolean {
    return !this.#sequences.isEmpty || this.#rules.ignoredRegions.length > 0
  }

  /** `ranks`: of the rules that the line calls for. Nothing matches in an ignored region. */
  match(line: LogLine, ranks: readonly number[]): readonly RuleMatch[] {
    if (this.regionOf(line) !== undefined) return []
    if (ranks.length === 0 && this.#sequences.isEmpty) return NO_MATCHES
    if (this.#sequences.isEmpty) return this.#tryAll(ranks, line)
    const { matches, busy } = this.#sequences.advance(line)
    const begun = ranks
      .filter((rank) => !busy.has(rank))
      .flatMap((rank) => {
        const match = this.#try(rank, line)
        return match === undefined ? [] : [{ rank, match }]
      })
    return [...matches, ...begun].sort((one, other) => one.rank - other.rank).map(({ match }) => match)
  }

  /** The ignored region that the line belongs to: nothing in it is evidence, whoever reads it. */
  regionOf(line: LogLine): IgnoredBecause | undefined {
    return this.#regions.at(line)
  }

  /** What was left out of this log, in sentences. */
  unread(): readonly string[] {
    const { open } = this.#regions
    return [
      ...[...this.overBudget].map(
        (owner) => `The rule ${owner} took longer than it may and was not applied to the whole log.`,
      ),
      ...(open === undefined
        ? []
        : [`From line ${open.line} on nothing counts (${open.reason}): the line that ends it is missing.`]),
    ]
  }

  /** Why the line only looks like an error, where a pack says so. */
  ignored(line: LogLine): IgnoredBecause | undefined {
    const { ignoredLines, ignoredFinder } = this.#rules
    for (const index of ignoredFinder.inText(line.full).rules) {
      const ignored = ignoredLines[index]
      if (ignored !== undefined && this.finds(ignored.expression, line, ignored.line.regexp)) return ignored.line
    }
    return undefined
  }

  /** Whether a pack says of a text that it only looks like an error. */
  isHarmless(text: string): boolean {
    const line = { number: 0, offset: 0, text, full: text, isRed: false, mark: undefined, speaker: 'output' } as const
    return this.ignored(line) !== undefined
  }

  /** Whether of errors the most specific is enough is the caller's choice. */
  #tryAll(ranks: readonly number[], line: LogLine): readonly RuleMatch[] {
    const matches: RuleMatch[] = []
    let hasError = false
    for (const rank of ranks) {
      const rule = this.#rules.rules[rank]?.rule
      if (hasError && this.#wanted === 'best' && rule?.kind === 'error' && rule.patterns.length === 1) continue
      const match = this.#try(rank, line)
      if (match === undefined) continue
      hasError ||= match.rule.kind === 'error'
      matches.push(match)
    }
    return matches
  }

  #try(rank: number, line: LogLine): RuleMatch | undefined {
    const compiled = this.#rules.rules[rank]
    const pattern = compiled?.patterns[0]
    if (compiled === undefined || pattern === undefined) return undefined
    const { rule } = compiled
    if (this.overBudget.size > 0 && this.overBudget.has(rule.owner)) return undefined
    const found = compiled.seesPrefix
      ? this.#run(pattern.expression, line, rule.owner)
      : this.#exec(pattern.expression, line.text, rule.owner)
    if (found === null || this.#isUnless(compiled, line)) return undefined
    const groups = namedGroups(pattern, found)
    if (compiled.patterns.length === 1) return { rule, groups }
    this.#sequences.begin(compiled, groups, line)
    return undefined
  }

  #isUnless({ rule, unless }: CompiledRule, line: LogLine): boolean {
    return unless.some((expression) => this.finds(expression, line, rule.owner))
  }

  /** Costs count for this log; an expression that took too long finds nothing. */
  finds(expression: Expression, line: LogLine, owner: string): boolean {
    return this.#run(expression, line, owner) !== null
  }

  /** On the text without prefixes, else on the line as it stands. */
  #run(expression: Expression, line: LogLine, owner: string): RegExpExecArray | null {
    const found = this.#exec(expression, line.text, owner)
    return found === null && line.full !== line.text ? this.#exec(expression, line.full, owner) : found
  }

  #exec(expression: Expression, text: string, owner: string): RegExpExecArray | null {
    try {
      return expression.exec(text, this.#costs)
    } catch (error) {
      if (!(error instanceof ExpressionOverBudget)) throw error
      this.overBudget.add(owner)
      return null
    }
  }
}
