// Which rules a line calls for by the literals that it holds. Runs for nearly every line, so it allocates little.

import type { CompiledRules } from './compile-rules.ts'

export class CalledRules {
  readonly #rules: CompiledRules
  /** By rank: the stamp of the line for which the rule was called last. */
  readonly #seen: Uint32Array
  /** By literal: the stamp of the line that held it last. */
  readonly #held: Uint32Array
  readonly #ranks: number[] = []
  #stamp = 0

  constructor(rules: CompiledRules) {
    this.#rules = rules
    this.#seen = new Uint32Array(rules.rules.length)
    this.#held = new Uint32Array(rules.uses.length)
  }

  /** Whether a rule or a reader may have something to say of a line with these literals. */
  isWanted(literals: readonly number[]): boolean {
    this.#note(literals)
    for (const id of literals) {
      const use = this.#rules.uses[id]
      if (use === undefined) continue
      if (use.readers.length > 0) return true
      for (const rank of use.rules) if (this.#isMet(rank)) return true
    }
    return false
  }

  /** The most specific first. Valid until the next call. */
  ranks(literals: readonly number[]): readonly number[] {
    const ranks = this.#ranks
    ranks.length = 0
    for (const rank of this.#rules.everywhere) ranks.push(rank)
    this.#note(literals)
    for (const id of literals) {
      const use = this.#rules.uses[id]
      if (use === undefined) continue
      for (const rank of use.rules) {
        if (this.#seen[rank] === this.#stamp || !this.#isMet(rank)) continue
        this.#seen[rank] = this.#stamp
        ranks.push(rank)
      }
    }
    if (ranks.length > 1) ranks.sort(ascending)
    return ranks
  }

  #note(literals: readonly number[]): void {
    this.#stamp++
    for (const id of literals) this.#held[id] = this.#stamp
  }

  #isMet(rank: number): boolean {
    const needs = this.#rules.needs[rank]
    if (needs === undefined) return true
    for (const set of needs) if (!this.#holdsOne(set)) return false
    return true
  }

  #holdsOne(set: readonly number[]): boolean {
    for (const id of set) if (this.#held[id] === this.#stamp) return true
    return false
  }
}

function ascending(one: number, other: number): number {
  return one - other
}
