// Which rules a line calls for by the literals that it holds. Runs for every line that holds any, so it allocates little.

import type { NumberLists } from './number-lists.ts'
import type { RuleLiterals } from './rule-literals.ts'

export class CalledRules {
  readonly #literals: RuleLiterals
  /** By rank: the stamp of the line for which the rule was called last. */
  readonly #seen: Float64Array
  /** By literal: the stamp of the line that held it last. */
  readonly #held: Float64Array
  readonly #ranks: number[] = []
  #stamp = 0

  constructor(literals: RuleLiterals) {
    this.#literals = literals
    this.#seen = new Float64Array(literals.needs.starts.length)
    this.#held = new Float64Array(literals.rules.starts.length)
  }

  /** Whether a rule or a reader may have something to say of a line with these literals. */
  isWanted(literals: readonly number[]): boolean {
    const { readers, rules } = this.#literals
    for (const id of literals) if (lengthOf(readers, id) > 0) return true
    this.#note(literals)
    const { starts, items } = rules
    for (const id of literals) {
      const end = starts[id + 1] as number
      for (let index = starts[id] as number; index < end; index++) {
        if (this.#isMet(items[index] as number)) return true
      }
    }
    return false
  }

  /** The most specific first. Valid until the next call. */
  ranks(literals: readonly number[]): readonly number[] {
    const ranks = this.#ranks
    ranks.length = 0
    for (const rank of this.#literals.everywhere) ranks.push(rank)
    this.#note(literals)
    const { starts, items } = this.#literals.rules
    for (const id of literals) {
      const end = starts[id + 1] as number
      for (let index = starts[id] as number; index < end; index++) this.#call(items[index] as number)
    }
    if (ranks.length > 1) ranks.sort(ascending)
    return ranks
  }

  #call(rank: number): void {
    if (this.#seen[rank] === this.#stamp || !this.#isMet(rank)) return
    this.#seen[rank] = this.#stamp
    this.#ranks.push(rank)
  }

  #note(literals: readonly number[]): void {
    this.#stamp++
    for (const id of literals) this.#held[id] = this.#stamp
  }

  #isMet(rank: number): boolean {
    const { starts, items } = this.#literals.needs
    const end = starts[rank + 1] as number
    for (let index = starts[rank] as number; index < end; index++) {
      if (!this.#holdsOne(items[index] as number)) return false
    }
    return true
  }

  #holdsOne(set: number): boolean {
    const { starts, items } = this.#literals.sets
    const end = starts[set + 1] as number
    for (let index = starts[set] as number; index < end; index++) {
      if (this.#held[items[index] as number] === this.#stamp) return true
    }
    return false
  }
}

function lengthOf({ starts }: NumberLists, index: number): number {
  return (starts[index + 1] as number) - (starts[index] as number)
}

function ascending(one: number, other: number): number {
  return one - other
}
