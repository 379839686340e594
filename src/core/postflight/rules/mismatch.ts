// Why an expression does not match a line: how far it gets, cut at its own parts. “Tell me if my rule does not match my
// sample” is what authors of rules ask for most.

import { type AST, RegExpParser } from '@eslint-community/regexpp'
import type { CompileExpression } from './expression.ts'

export interface Mismatch {
  /** The longest beginning of the expression that still matches; empty where not even its first part does. */
  readonly reached: string
  /** What that beginning matches. */
  readonly matched: string
  /** The part of the expression that follows, which fails. */
  readonly failed: string
  /** Where in the line it fails: what follows what was matched. */
  readonly rest: string
}

/** Undefined where the expression matches after all, or cannot be taken apart. `compile` may guard what it makes. */
export function explainMismatch(regexp: string, text: string, compile: CompileExpression): Mismatch | undefined {
  const finder = new Finder(text, compile)
  if (finder.find(regexp) !== undefined) return undefined
  const pattern = parse(regexp)
  const furthest = pattern && finder.furthest('', pattern.alternatives, 0)
  if (furthest === undefined) return undefined
  const { reached, failed } = furthest
  const found = reached === '' ? undefined : finder.find(reached)
  const end = found === undefined ? 0 : found.index + found[0].length
  return { reached, failed, matched: found?.[0] ?? '', rest: text.slice(end) }
}

function parse(regexp: string): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(regexp)
  } catch {
    return undefined
  }
}

interface Reach {
  readonly reached: string
  readonly failed: string
}

/** Groups within groups that are looked into. */
const DEPTH_MAX = 6
const TRIALS_MAX = 500

class Finder {
  readonly #text: string
  readonly #compile: CompileExpression
  #trials = 0

  constructor(text: string, compile: CompileExpression) {
    this.#text = text
    this.#compile = compile
  }

  /** What cannot be compiled or takes too long finds nothing. */
  find(regexp: string): RegExpExecArray | undefined {
    this.#trials++
    if (this.#trials > TRIALS_MAX) return undefined
    try {
      return this.#compile(regexp).exec(this.#text, new Map()) ?? undefined
    } catch {
      return undefined
    }
  }

  /** Of the alternatives the one that leaves least of the line, each behind what was matched `before` them. */
  furthest(before: string, alternatives: readonly AST.Alternative[], depth: number): Reach | undefined {
    const reaches = alternatives.flatMap(({ elements }) => this.#along(before, elements, depth) ?? [])
    return reaches.reduce<Reach | undefined>(
      (best, reach) => (best === undefined || this.#endOf(reach) > this.#endOf(best) ? reach : best),
      undefined,
    )
  }

  #along(before: string, elements: readonly AST.Element[], depth: number): Reach | undefined {
    const sources = elements.map(({ raw }) => raw)
    for (let count = elements.length - 1; count >= 0; count--) {
      const reached = before + sources.slice(0, count).join('')
      const failing = elements[count]
      if (failing === undefined || (reached !== '' && this.find(reached) === undefined)) continue
      const inner =
        isGroup(failing) && depth < DEPTH_MAX ? this.furthest(reached, failing.alternatives, depth + 1) : undefined
      return inner !== undefined && inner.reached !== reached ? inner : { reached, failed: failing.raw }
    }
    return undefined
  }

  #endOf({ reached }: Reach): number {
    const found = reached === '' ? undefined : this.find(reached)
    return found === undefined ? -1 : found.index + found[0].length
  }
}

function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'Group' || element.type === 'CapturingGroup'
}
