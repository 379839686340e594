// What a text must contain for an expression to match it: the text is searched for these first, and the expression
// is run only where one of them stands. The method is the one of RE2's prefilter (github.com/google/re2, prefilter.h).

import type { AST } from '@eslint-community/regexpp'
import { EDGE, foldLiteral, isLongEnough } from '../reading/literal-index.ts'
import { type Frequency, guessFrequency } from './literal-frequency.ts'
import { charactersOf } from './one-character.ts'

/** One of these occurs in every match; they are folded, and may begin or end with an EDGE. */
export type LiteralSet = readonly string[]

interface Knowledge {
  /** Everything the node can match, while that is a short list. */
  readonly exact: LiteralSet | undefined
  /** Every match begins with one of these, and ends with one of those; the empty text where nothing is certain. */
  readonly prefix: LiteralSet
  readonly suffix: LiteralSet
  /** Of each of these sets one member occurs. */
  readonly required: readonly LiteralSet[]
}

const EXACT_MAX = 64
const ALTERNATIVES_MAX = 512
const REPEATS_MAX = 4
/** One that may stand up to so many times, such as `\d{1,6}`, is as many alternatives. */
const COUNTED_MAX = 6
/** So much of a literal is searched for: more narrows little. */
const LITERAL_CHARACTERS_MAX = 32
/** So many sets have to be met before an expression is run. */
const SETS_MAX = 3
/** A further set may be so many times as frequent as the rarest: to look for it costs that much less than it saves. */
const FURTHER_FREQUENCY_RATIO = 30
/** By character of a log. */
const FURTHER_FREQUENCY_MAX = 1 / 2_000

const ANY: LiteralSet = ['']
const NOTHING: Knowledge = { exact: undefined, prefix: ANY, suffix: ANY, required: [] }
const EMPTY: Knowledge = exactly(ANY)

/** Of each set one member occurs in every match; the rarest set first, none where nothing is certain. */
export function requiredLiterals(pattern: AST.Pattern, frequency: Frequency = guessFrequency): readonly LiteralSet[] {
  return new Finder(frequency).find(pattern)
}

function exactly(exact: LiteralSet): Knowledge {
  return { exact, prefix: exact, suffix: exact, required: [] }
}

function setsOf({ exact, prefix, suffix, required }: Knowledge): readonly LiteralSet[] {
  return exact === undefined ? [prefix, suffix, ...required] : [exact]
}

class Finder {
  readonly #frequency: Frequency

  constructor(frequency: Frequency) {
    this.#frequency = frequency
  }

  find(pattern: AST.Pattern): readonly LiteralSet[] {
    return this.#rarest(setsOf(this.#ofAlternatives(pattern.alternatives)))
  }

  /** `before`: what every alternative begins with. */
  #ofAlternatives(alternatives: readonly AST.Alternative[], before: LiteralSet = ANY): Knowledge {
    const each = alternatives.map(({ elements }) => this.#ofSequence(elements, before))
    if (each.length === 1) return each[0] ?? NOTHING
    const exact = union(
      each.map((one) => one.exact),
      EXACT_MAX,
    )
    if (exact !== undefined) return exactly(exact)
    const best = union(
      each.map((one) => this.#rarest(setsOf(one))[0]),
      ALTERNATIVES_MAX,
    )
    return {
      exact: undefined,
      prefix:
        union(
          each.map(({ prefix }) => prefix),
          EXACT_MAX,
        ) ?? ANY,
      suffix:
        union(
          each.map(({ suffix }) => suffix),
          EXACT_MAX,
        ) ?? ANY,
      required: best === undefined ? [] : [best],
    }
  }

  /** Literals grow from element to element as long as they stay few; where they cannot, a new one begins. */
  #ofSequence(elements: readonly AST.Element[], before: LiteralSet): Knowledge {
    let run: LiteralSet = before
    let prefix: LiteralSet | undefined
    const found: LiteralSet[] = []
    for (const element of elements) {
      if (isGroup(element) && isAtEdge(run)) {
        const inside = this.#ofAlternatives(element.alternatives, run)
        if (inside.exact === undefined) {
          prefix ??= inside.prefix
          found.push(inside.prefix, ...inside.required)
        }
        run = inside.exact ?? inside.suffix
        continue
      }
      const knowledge = this.#ofElement(element)
      const grown = product(run, knowledge.exact ?? knowledge.prefix)
      if (knowledge.exact !== undefined && grown !== undefined) {
        run = grown
        continue
      }
      prefix ??= grown ?? run
      found.push(grown ?? run, ...knowledge.required)
      run = knowledge.suffix
    }
    if (prefix === undefined) return exactly(run)
    return { exact: undefined, prefix, suffix: run, required: found }
  }

  #ofElement(element: AST.Element): Knowledge {
    switch (element.type) {
      case 'Character':
        return exactly([foldLiteral(String.fromCodePoint(element.value))])
      case 'CharacterSet':
      case 'CharacterClass': {
        const characters = charactersOf(element)
        return characters === undefined ? NOTHING : exactly(characters)
      }
      case 'Group':
      case 'CapturingGroup':
        // Letters of any case: `(?i:error)`.
        return isGroup(element) ? this.#ofAlternatives(element.alternatives) : NOTHING
      case 'Quantifier':
        return this.#ofQuantifier(element)
      case 'Assertion':
        return element.kind === 'start' || element.kind === 'end' ? exactly([EDGE]) : EMPTY
      default:
        return NOTHING
    }
  }

  #ofQuantifier({ min, max, element }: AST.Quantifier): Knowledge {
    const inner = this.#ofElement(element)
    if (min === 0) {
      const exact = max === 1 && inner.exact !== undefined ? ['', ...inner.exact] : undefined
      return exact === undefined ? NOTHING : exactly(exact)
    }
    const only = inner.exact?.length === 1 ? inner.exact[0] : undefined
    if (only !== undefined && min < max && max <= COUNTED_MAX)
      return exactly(Array.from({ length: max - min + 1 }, (_, more) => only.repeat(min + more)))
    const times = Math.min(min, REPEATS_MAX)
    const repeated = inner.exact?.length === 1 ? inner.exact.map((text) => text.repeat(times)) : undefined
    if (min === max && times === min && (min === 1 || repeated !== undefined)) {
      return min === 1 ? inner : exactly(repeated ?? ANY)
    }
    return {
      exact: undefined,
      prefix: repeated ?? inner.exact ?? inner.prefix,
      suffix: repeated ?? inner.exact ?? inner.suffix,
      required: inner.required,
    }
  }

  /** The sets that occur least often, reduced to what is searched for of their members. */
  #rarest(sets: readonly LiteralSet[]): readonly LiteralSet[] {
    const reduced = sets
      .map((set) => set.map(withoutDoubleEdge).filter((literal) => !isImpossible(literal)))
      .filter((set) => set.length > 0 && set.every((literal) => isLongEnough(literal) && !HALF_CHARACTER.test(literal)))
      .map((set) => [...new Set(set.map((literal) => this.#rarestWindow(literal)))])
    const counted = [...new Map(reduced.map((set) => [set.join('\n'), set])).values()]
      .map((set) => ({ set, frequency: set.reduce((sum, literal) => sum + this.#frequency(literal), 0) }))
      .sort((one, other) => one.frequency - other.frequency)
    const frequencyMax = Math.min(FURTHER_FREQUENCY_MAX, (counted[0]?.frequency ?? 0) * FURTHER_FREQUENCY_RATIO)
    return counted
      .slice(0, SETS_MAX)
      .filter(({ frequency }, index) => index === 0 || frequency <= frequencyMax)
      .map(({ set }) => set)
  }

  /** The part of a literal that is searched for; no character beyond the basic plane is cut in two. */
  #rarestWindow(literal: string): string {
    if (literal.length <= LITERAL_CHARACTERS_MAX) return literal
    const characters = [...literal]
    let best = characters.slice(0, LITERAL_CHARACTERS_MAX).join('')
    let least = this.#frequency(best)
    for (let start = 1; start + LITERAL_CHARACTERS_MAX <= characters.length && least > 0; start++) {
      const window = characters.slice(start, start + LITERAL_CHARACTERS_MAX).join('')
      const frequency = this.#frequency(window)
      if (frequency >= least) continue
      best = window
      least = frequency
    }
    return best
  }
}

function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'CapturingGroup' || (element.type === 'Group' && element.modifiers === null)
}

/** A few beginnings of a line: with them, each alternative that follows is rarer. */
function isAtEdge(run: LiteralSet): boolean {
  return run.length <= BEGINNINGS_MAX && run.every((text) => text.startsWith(EDGE))
}

const BEGINNINGS_MAX = 4

function withoutDoubleEdge(literal: string): string {
  return literal.replace(/\n{2,}/g, EDGE)
}

/** Without the flag u an expression sees characters beyond the basic plane as two. */
const HALF_CHARACTER = /\p{Surrogate}/u

/** Nothing stands on the other side of an edge. */
function isImpossible(literal: string): boolean {
  return literal.slice(1, -1).includes(EDGE)
}

function product(starts: LiteralSet, ends: LiteralSet): LiteralSet | undefined {
  if (starts.length * ends.length > EXACT_MAX) return undefined
  return starts.flatMap((start) => ends.map((end) => start + end))
}

function union(sets: readonly (LiteralSet | undefined)[], max: number): LiteralSet | undefined {
  const all = new Set<string>()
  for (const set of sets) {
    if (set === undefined) return undefined
    for (const literal of set) all.add(literal)
  }
  return all.size > max ? undefined : [...all]
}
