// Which rules and readers each literal of a line calls for. The build works it out for the default rules; it takes a
// parser of expressions, so with rules of users it takes a moment.

import { RegExpParser } from '@eslint-community/regexpp'
import {
  buildLiteralIndex,
  foldLiteral,
  type Literal,
  type LiteralIndex,
  readerLiteral,
} from '../reading/literal-index.ts'
import { type NumberLists, toNumberLists } from '../reading/number-lists.ts'
import type { Frequency } from './literal-frequency.ts'
import { rankRules } from './rank-rules.ts'
import { type LiteralSet, requiredLiterals } from './required-literals.ts'
import type { RuleSet } from './rule.ts'

export interface RuleLiterals {
  readonly index: LiteralIndex
  /** By literal: ranks of the rules that it calls for. */
  readonly rules: NumberLists
  /** By literal: indexes of readers. */
  readonly readers: NumberLists
  /** By rank: indexes of sets; a line has to hold a literal of each beside the one that calls for the rule. */
  readonly needs: NumberLists
  /** By set: literals. */
  readonly sets: NumberLists
  /** Ranks of rules without any certain literal: they are tried on every line. */
  readonly everywhere: readonly number[]
  /** For the ignored lines, which matter once a rule has fired. */
  readonly ignored: IgnoredLiterals
}

export interface IgnoredLiterals {
  readonly index: LiteralIndex
  /** By literal: indexes of ignored lines. */
  readonly lines: NumberLists
  readonly everywhere: readonly number[]
}

export interface LiteralOptions {
  /** Literals of the readers that want lines, by reader. */
  readonly readerLiterals?: readonly LiteralSet[]
  /** How often a literal is to be expected. */
  readonly frequency?: Frequency
  /** Runs of four characters that are common in logs, the commonest first. */
  readonly commonGrams?: readonly string[]
}

export function findRuleLiterals(set: RuleSet, options: LiteralOptions = {}): RuleLiterals {
  const { readerLiterals = [], commonGrams, frequency } = options
  const table = new LiteralTable()
  const everywhere = rankRules(set.rules).flatMap(({ patterns }, rank) =>
    table.note(literalsOf(patterns[0]?.regexp ?? '', frequency), rank),
  )
  for (const [reader, literals] of readerLiterals.entries()) table.noteReader(literals, reader)
  const ignored = new LiteralTable()
  const ignoredEverywhere = set.ignoredLines.flatMap(({ regexp }, index) =>
    ignored.note(literalsOf(regexp, frequency), index),
  )
  return {
    index: buildLiteralIndex(table.literals, commonGrams),
    rules: toNumberLists(table.rules),
    readers: toNumberLists(table.readers),
    needs: toNumberLists(table.needs),
    sets: toNumberLists(table.sets),
    everywhere,
    ignored: {
      index: buildLiteralIndex(ignored.literals, commonGrams),
      lines: toNumberLists(ignored.rules),
      everywhere: ignoredEverywhere,
    },
  }
}

const parser = new RegExpParser()

/** Empty when no literal is certain; an expression that this parser does not know is tried everywhere. */
export function literalsOf(regexp: string, frequency?: Frequency): readonly LiteralSet[] {
  try {
    return requiredLiterals(parser.parsePattern(regexp), frequency)
  } catch {
    return []
  }
}

class LiteralTable {
  readonly literals: Literal[] = []
  readonly rules: number[][] = []
  readonly readers: number[][] = []
  readonly needs: number[][] = []
  readonly sets: number[][] = []
  readonly #ids = new Map<string, number>()

  /** Returns the rule itself where it has no literals. */
  note([first, ...further]: readonly LiteralSet[], rule: number): readonly number[] {
    this.needs[rule] = further.map((set) => this.sets.push([...this.#idsOf(set.map(exactly))]) - 1)
    if (first === undefined) return [rule]
    for (const id of this.#idsOf(first.map(exactly))) this.rules[id]?.push(rule)
    return []
  }

  noteReader(literals: LiteralSet, reader: number): void {
    for (const id of this.#idsOf(literals.map(readerLiteral))) this.readers[id]?.push(reader)
  }

  #idsOf(literals: readonly Literal[]): ReadonlySet<number> {
    return new Set(literals.map((literal) => this.#idOf(literal)))
  }

  #idOf(literal: Literal): number {
    const key = `${literal.isAnyCase} ${literal.text}`
    const standing = this.#ids.get(key)
    if (standing !== undefined) return standing
    const id = this.literals.push(literal) - 1
    this.#ids.set(key, id)
    this.rules.push([])
    this.readers.push([])
    return id
  }
}

function exactly(literal: string): Literal {
  return { text: foldLiteral(literal), isAnyCase: false }
}
