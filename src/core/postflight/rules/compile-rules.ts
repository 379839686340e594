// Makes rules ready to run: one automaton over the literals of all of them, and the expressions behind each literal.

import { RegExpParser } from '@eslint-community/regexpp'
import { dress } from '../reading/dress-line.ts'
import { buildLiteralAutomaton, type LiteralAutomaton } from '../reading/literal-automaton.ts'
import type { CompileExpression, Expression } from './expression.ts'
import { type Frequency, type LiteralSet, requiredLiterals } from './required-literals.ts'
import type { IgnoredLine, IgnoredRegion, Rule, RulePattern, RuleSet } from './rule.ts'

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

export interface CompiledRules {
  readonly automaton: LiteralAutomaton
  /** For the ignored lines only, which matter once a rule has fired. */
  readonly ignoredAutomaton: LiteralAutomaton
  /** Indexes of ignored lines, by the literal's id in their automaton. */
  readonly ignoredUses: readonly (readonly number[])[]
  /** What each literal calls for, by the literal's id. */
  readonly uses: readonly LiteralUses[]
  /** By a rule's rank: sets of literals' ids beside the one that calls for it; a line has to hold one of each. */
  readonly needs: readonly (readonly (readonly number[])[] | undefined)[]
  readonly rules: readonly CompiledRule[]
  readonly ignoredLines: readonly CompiledIgnoredLine[]
  readonly ignoredRegions: readonly CompiledIgnoredRegion[]
  /** Ranks of rules without any certain literal: they are tried on every line. */
  readonly everywhere: readonly number[]
  readonly ignoredEverywhere: readonly number[]
}

export interface LiteralUses {
  /** Ranks of rules. */
  readonly rules: number[]
  /** Indexes of readers. */
  readonly readers: number[]
}

/** Of each set one member occurs in every match of the expression; none where nothing is certain. */
export type LiteralsOf = (regexp: string) => readonly LiteralSet[]

export interface CompileOptions {
  /** Where the literals are known already. */
  readonly literalsOf?: LiteralsOf
  readonly compile: (rule: { readonly source: string }) => CompileExpression
  /** Literals of the readers that want lines, by reader. */
  readonly readerLiterals: readonly (readonly string[])[]
}

export function compileRules(set: RuleSet, options: CompileOptions): CompiledRules {
  const { compile, readerLiterals, literalsOf: literalsFor = literalsOf } = options
  const table = new LiteralTable()
  const ordered = set.rules.map((rule, index) => ({ rule, index })).sort(bySpecificity)
  const rules = ordered.map(({ rule }, rank) => compileRule(rule, rank, compile(rule)))
  const ignoredLines = set.ignoredLines.map((line) => ({ line, expression: compile(line)(line.regexp) }))
  const everywhere = rules.flatMap(({ rule, rank }) => table.note(literalsFor(rule.patterns[0]?.regexp ?? ''), rank))
  const ignoredTable = new LiteralTable()
  const ignoredEverywhere = ignoredLines.flatMap(({ line }, index) =>
    ignoredTable.note(literalsFor(line.regexp), index),
  )
  for (const [index, literals] of readerLiterals.entries()) table.noteReader(literals, index)
  return {
    automaton: buildLiteralAutomaton(table.literals),
    ignoredAutomaton: buildLiteralAutomaton(ignoredTable.literals),
    ignoredUses: ignoredTable.uses.map(({ rules: indexes }) => indexes),
    uses: table.uses,
    needs: table.needs,
    rules,
    ignoredLines,
    ignoredRegions: set.ignoredRegions.map((region) => compileRegion(region, compile(region))),
    everywhere,
    ignoredEverywhere,
  }
}

type Ordered = { readonly rule: Rule; readonly index: number }

function bySpecificity(one: Ordered, other: Ordered): number {
  return standing(other.rule) - standing(one.rule) || one.index - other.index
}

/** Generic rules come after every specific one, consequences last. */
function standing({ priority, isGeneric, isConsequence }: Rule): number {
  return priority - (isGeneric ? 1_000 : 0) - (isConsequence ? 2_000 : 0)
}

function compileRule(rule: Rule, rank: number, compile: CompileExpression): CompiledRule {
  return {
    rule,
    rank,
    patterns: rule.patterns.map(({ regexp, loop, groups }) => ({ expression: compile(regexp), loop, groups })),
    seesPrefix: rule.seesPrefix ?? seesPrefix(rule),
    unless: rule.unless.map((expression) => compile(expression)),
  }
}

/** A rule of a user may; of the others the examples tell, since each form that a rule knows has one. */
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

const parser = new RegExpParser()

/** Empty when no literal is certain; an expression that this parser does not know is tried everywhere. */
export function literalsOf(regexp: string, frequency?: Frequency): readonly LiteralSet[] {
  try {
    return requiredLiterals(parser.parsePattern(regexp), frequency)
  } catch {
    return []
  }
}

/** The literals of every expression that is searched for, by the expression. */
export function compiledLiterals(
  { rules, ignoredLines }: RuleSet,
  frequency?: Frequency,
): ReadonlyMap<string, readonly LiteralSet[]> {
  const regexps = [
    ...rules.map(({ patterns }) => patterns[0]?.regexp ?? ''),
    ...ignoredLines.map(({ regexp }) => regexp),
  ]
  return new Map(regexps.map((regexp) => [regexp, literalsOf(regexp, frequency)]))
}

class LiteralTable {
  readonly literals: string[] = []
  readonly uses: LiteralUses[] = []
  readonly needs: (readonly (readonly number[])[])[] = []
  readonly #ids = new Map<string, number>()

  /** Returns the rule itself where it has no literals. */
  note([first, ...further]: readonly LiteralSet[], rule: number): number[] {
    if (first === undefined) return [rule]
    for (const literal of first) this.#usesOf(literal).rules.push(rule)
    this.needs[rule] = further.map((set) => set.map((literal) => this.#idOf(literal)))
    return []
  }

  noteReader(literals: LiteralSet, reader: number): void {
    for (const literal of literals) {
      for (const written of casesOf(literal)) this.#usesOf(written).readers.push(reader)
    }
  }

  #usesOf(literal: string): LiteralUses {
    return this.uses[this.#idOf(literal)] ?? { rules: [], readers: [] }
  }

  #idOf(literal: string): number {
    const standing = this.#ids.get(literal)
    if (standing !== undefined) return standing
    const id = this.literals.push(literal) - 1
    this.#ids.set(literal, id)
    this.uses.push({ rules: [], readers: [] })
    return id
  }
}

/** How a text of a log may be written, unless it has capitals of its own: `tests run`, `Tests run`, `Tests Run`, `TESTS RUN`. */
function casesOf(literal: string): ReadonlySet<string> {
  if (/[A-Z]/.test(literal)) return new Set([literal])
  const capital = literal.replace(/[a-z]/, (letter) => letter.toUpperCase())
  const title = literal.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase())
  return new Set([literal, capital, title, literal.toUpperCase()])
}
