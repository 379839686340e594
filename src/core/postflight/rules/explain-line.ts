// Says of each line of a log which rules fired and which were kept silent, and why. A slower path of its own: it asks
// the matcher that a log is read with, and then looks at what the matcher passed over.

import type { LogLine } from '../reading/log-line.ts'
import type { CompiledRule, CompiledRules } from './compile-rules.ts'
import { LineMatcher, type RuleMatch } from './match-line.ts'
import { severityOf } from './matched-groups.ts'
import { isDoubtful, type Rule, type Severity } from './rule.ts'

export interface LineFate {
  readonly line: number
  readonly text: string
  readonly fired: readonly Fired[]
  readonly silent: readonly Silent[]
}

export interface Fired {
  readonly rule: string
  readonly source: string
  readonly kind: Rule['kind']
  readonly severity: Severity
}

export interface Silent {
  readonly rule: string
  readonly source: string
  /** A sentence. */
  readonly reason: string
}

export class LineExplainer {
  readonly #rules: CompiledRules
  readonly #matcher: LineMatcher

  constructor(rules: CompiledRules) {
    this.#rules = rules
    this.#matcher = new LineMatcher(rules)
  }

  /** Every line of the log has to come, in order. Undefined where no rule has anything to do with the line. */
  explain(line: LogLine): LineFate | undefined {
    const ranks = this.#rules.finder.inText(line.full).rules
    const called = ranks.flatMap((rank) => this.#rules.rules[rank] ?? [])
    const fate = this.#isHeard(line) ? this.#ofMatches(line, ranks, called) : this.#unheard(line, called)
    if (fate.fired.length === 0 && fate.silent.length === 0) return undefined
    return { line: line.number, text: line.text, ...fate }
  }

  /** What was left out of the log, in sentences. */
  unread(): readonly string[] {
    return this.#matcher.unread()
  }

  /** Asks for the region first, which counts lines of every speaker. */
  #isHeard(line: LogLine): boolean {
    return this.#matcher.regionOf(line) === undefined && line.speaker === 'output'
  }

  #unheard(line: LogLine, called: readonly CompiledRule[]): Fate {
    const region = this.#matcher.regionOf(line)
    const reason =
      region === undefined
        ? SPEAKERS[line.speaker]
        : `the line lies in an ignored region: ${region.reason} (${region.source})`
    return {
      fired: [],
      silent: called.filter((one) => this.#fires(one, line)).map(({ rule }) => toSilent(rule, reason)),
    }
  }

  #ofMatches(line: LogLine, ranks: readonly number[], called: readonly CompiledRule[]): Fate {
    const matches = this.#matcher.match(line, ranks)
    const fates = matches.map((match) => ({ match, reason: this.#whySilent(match, matches, line) }))
    return {
      fired: fates.flatMap(({ match, reason }) => (reason === undefined ? [toFired(match)] : [])),
      silent: [
        ...fates.flatMap(({ match, reason }) => (reason === undefined ? [] : [toSilent(match.rule, reason)])),
        ...called.flatMap((one) => this.#unlessOf(one, line)),
      ],
    }
  }

  #whySilent({ rule }: RuleMatch, matches: readonly RuleMatch[], line: LogLine): string | undefined {
    if (rule.kind !== 'error' && rule.kind !== 'verdict') return undefined
    const first = matches.find((other) => other.rule.kind === rule.kind)?.rule ?? rule
    if (first !== rule) return `${first.owner} says more of the same line`
    if (rule.kind === 'verdict' || !isDoubtful(rule)) return undefined
    const ignored = this.#matcher.ignored(line)
    return ignored && `the line only looks like an error: ${ignored.reason} (${ignored.source})`
  }

  #unlessOf(compiled: CompiledRule, line: LogLine): readonly Silent[] {
    if (!this.#finds(compiled, line)) return []
    const { rule, unless } = compiled
    const index = unless.findIndex((expression) => this.#matcher.finds(expression, line, rule.owner))
    return index < 0 ? [] : [toSilent(rule, `its unless matches: ${rule.unless[index]}`)]
  }

  #finds({ rule, patterns }: CompiledRule, line: LogLine): boolean {
    const [pattern] = patterns
    return pattern !== undefined && this.#matcher.finds(pattern.expression, line, rule.owner)
  }

  #fires(compiled: CompiledRule, line: LogLine): boolean {
    return this.#finds(compiled, line) && this.#unlessOf(compiled, line).length === 0
  }
}

type Fate = Pick<LineFate, 'fired' | 'silent'>

const SPEAKERS: Readonly<Record<LogLine['speaker'], string>> = {
  output: 'the line is output',
  command: 'the line is a command, not its output',
  agent: 'the line is what an agent says, not output of a tool',
  task: 'the line belongs to the task that an agent was given',
  quoted: 'the line quotes something, such as a file that was printed',
}

function toFired(match: RuleMatch): Fired {
  const { owner, source, kind } = match.rule
  return { rule: owner, source, kind, severity: severityOf(match) }
}

function toSilent({ owner, source }: Rule, reason: string): Silent {
  return { rule: owner, source, reason }
}
