// Rules of several patterns that wait for their next line, as GitHub reads them: the lines stand in a row, and the last
// pattern may match further lines where it loops.

import type { LogLine } from '../reading/log-line.ts'
import type { CompiledRule } from './compile-rules.ts'
import type { Expression } from './expression.ts'
import { type MatchedGroups, namedGroups, type RuleMatch } from './matched-groups.ts'

/** Finds an expression on a line; `owner` names the rule where it takes too long. */
export type Run = (expression: Expression, line: LogLine, owner: string) => RegExpExecArray | null

interface OpenSequence {
  readonly compiled: CompiledRule
  /** Index of the pattern that the next line has to match. */
  readonly next: number
  readonly groups: MatchedGroups
  readonly afterLine: number
}

export interface Advance {
  readonly matches: readonly { readonly rank: number; readonly match: RuleMatch }[]
  /** Ranks of rules that took the line for their sequence: it begins no new one of theirs. */
  readonly busy: ReadonlySet<number>
}

/** Sequences that wait at once. */
const SEQUENCES_MAX = 32

export class OpenSequences {
  readonly #run: Run
  #open: readonly OpenSequence[] = []

  constructor(run: Run) {
    this.#run = run
  }

  get isEmpty(): boolean {
    return this.#open.length === 0
  }

  begin(compiled: CompiledRule, groups: MatchedGroups, { number }: LogLine): void {
    if (this.#open.length >= SEQUENCES_MAX) return
    this.#open = [...this.#open, { compiled, next: 1, groups, afterLine: number }]
  }

  advance(line: LogLine): Advance {
    const matches: { rank: number; match: RuleMatch }[] = []
    const busy = new Set<number>()
    this.#open = this.#open.flatMap((sequence) => {
      // Frames of one raw line have one number.
      if (sequence.afterLine === line.number) return [sequence]
      const step = this.#step(sequence, line)
      if (step === undefined) return []
      busy.add(sequence.compiled.rank)
      if (step.match !== undefined) matches.push({ rank: sequence.compiled.rank, match: step.match })
      return step.rest
    })
    return { matches, busy }
  }

  /** Undefined where the line does not continue the sequence. */
  #step(sequence: OpenSequence, line: LogLine): Step | undefined {
    const { compiled, next } = sequence
    const pattern = compiled.patterns[next]
    const found = pattern === undefined ? null : this.#run(pattern.expression, line, compiled.rule.owner)
    if (pattern === undefined || found === null) return undefined
    const groups = { ...sequence.groups, ...namedGroups(pattern, found) }
    const waiting = { ...sequence, afterLine: line.number }
    if (next < compiled.patterns.length - 1) return { match: undefined, rest: [{ ...waiting, next: next + 1, groups }] }
    return { match: { rule: compiled.rule, groups }, rest: pattern.loop ? [waiting] : [] }
  }
}

interface Step {
  readonly match: RuleMatch | undefined
  readonly rest: readonly OpenSequence[]
}
