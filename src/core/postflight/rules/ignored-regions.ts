// Parts of a log in which nothing is evidence: quoted logs, dumps of fixtures. A region begins with a line and ends
// with another, both included; the line that begins it does not end it.

import type { LogLine } from '../reading/log-line.ts'
import type { CompiledIgnoredRegion } from './compile-rules.ts'
import type { Expression } from './expression.ts'

/** Whether an expression is found on a line; `owner` names it where it takes too long. */
export type Find = (expression: Expression, line: LogLine, owner: string) => boolean

export class IgnoredRegions {
  readonly #regions: readonly CompiledIgnoredRegion[]
  readonly #find: Find
  #open: { readonly compiled: CompiledIgnoredRegion; readonly line: number } | undefined
  #last: { readonly line: LogLine; readonly within: CompiledIgnoredRegion | undefined } | undefined

  constructor(regions: readonly CompiledIgnoredRegion[], find: Find) {
    this.#regions = regions
    this.#find = find
  }

  /** The region that the line belongs to. Lines come in order; one that is asked for again has the same answer. */
  at(line: LogLine): CompiledIgnoredRegion['region'] | undefined {
    if (this.#regions.length === 0) return undefined
    if (this.#last?.line !== line) this.#last = { line, within: this.#step(line) }
    return this.#last.within?.region
  }

  /** The region that still waits for its end, and the line that began it. */
  get open(): { readonly reason: string; readonly line: number } | undefined {
    return this.#open && { reason: this.#open.compiled.region.reason, line: this.#open.line }
  }

  #step(line: LogLine): CompiledIgnoredRegion | undefined {
    if (this.#open !== undefined) {
      const { compiled } = this.#open
      if (this.#find(compiled.end, line, compiled.region.reason)) this.#open = undefined
      return compiled
    }
    const compiled = this.#regions.find(({ begin, region }) => this.#find(begin, line, region.reason))
    if (compiled !== undefined) this.#open = { compiled, line: line.number }
    return compiled
  }
}
