// What rules found in a log: possible errors, words on how it went, successes, and what stood before a word of failure.

import { type Candidate, CandidateLog } from './errors/candidate.ts'
import { MARKED_ERROR } from './errors/own-rules.ts'
import type { Tail, TailLine } from './errors/tail.ts'
import { recentText } from './reading/dress-line.ts'
import type { LineScanner } from './reading/line-scanner.ts'
import type { LogLine } from './reading/log-line.ts'
import { keepBytes, type RecentLine } from './reading/recent-lines.ts'
import type { LineMatcher, RuleMatch } from './rules/match-line.ts'
import { isDoubtful } from './rules/rule.ts'
import type { StepLog } from './structure/steps.ts'
import { EvidenceLog, quoted } from './verdict/evidence.ts'

const TAIL_LINES_MAX = 16
const TAILS_MAX = 64
/** Lines before an error that may belong to it. */
const BEFORE_LINES_MAX = 2

/** Where the line stands that is read right now. */
export interface Place {
  readonly scanner: Pick<LineScanner, 'before'>
  readonly steps: Pick<StepLog, 'current'>
  readonly matcher: Pick<LineMatcher, 'ignored' | 'isHarmless'>
}

export class LogFindings {
  readonly candidates = new CandidateLog()
  readonly evidence = new EvidenceLog()
  readonly successes = new Set<string>()
  /** What stood before the words of failure. */
  readonly tails: Tail[] = []
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  /** `matches`: of a line of output, the most specific first. */
  add(matches: readonly RuleMatch[], line: LogLine): void {
    if (line.mark === 'warning') return
    const verdict = matches.find(({ rule }) => rule.kind === 'verdict')
    if (verdict !== undefined) this.#addVerdict(verdict, line)
    for (const { rule } of matches) if (rule.kind === 'success') this.successes.add(rule.type)
    this.candidates.follow(line, verdict !== undefined)
    this.#addError(matches, line, verdict === undefined)
  }

  /** Whether a pack says of a text that it only looks like an error. */
  isHarmless(text: string): boolean {
    return this.#place.matcher.isHarmless(text)
  }

  #addVerdict({ rule, groups }: RuleMatch, line: LogLine): void {
    if (rule.verdict === undefined) return
    const code = groups.code === undefined ? Number.NaN : Number.parseInt(groups.code, 10)
    const exitCode = Number.isSafeInteger(code) ? code : undefined
    this.evidence.add({ ...rule.verdict, rule: rule.owner, ...quoted(line), exitCode })
    if (rule.verdict.outcome === 'failed') this.#addTail(line)
  }

  #addError(matches: readonly RuleMatch[], line: LogLine, isNoVerdict: boolean): void {
    const error = matches.find(({ rule }) => rule.kind === 'error')
    if (error === undefined) {
      if (line.mark === 'error' && isNoVerdict)
        this.candidates.add(this.#toCandidate({ rule: MARKED_ERROR, groups: {} }, line))
      return
    }
    if (this.#isIgnored(error, line)) return
    this.candidates.add(this.#toCandidate(error, line))
    if (error.rule.isConsequence && error.rule.category !== 'test' && isNoVerdict) this.#addConsequence(error, line)
  }

  /** A specific rule outranks the general word that the line only looks like an error; a retry of a download does not. */
  #isIgnored({ rule }: RuleMatch, line: LogLine): boolean {
    return isDoubtful(rule) && this.#place.matcher.ignored(line) !== undefined
  }

  /** What follows from a failure is a word on it too. */
  #addConsequence({ rule }: RuleMatch, line: LogLine): void {
    const words = { rule: rule.owner, ...quoted(line), exitCode: undefined }
    this.evidence.add({ authority: 'build', outcome: 'failed', ...words })
    this.#addTail(line)
  }

  /** In case that no rule knows what failed. */
  #addTail({ number }: LogLine): void {
    if (number - (this.tails.at(-1)?.line ?? 0) < TAIL_LINES_MAX && this.tails.length > 0) return
    const { scanner, steps } = this.#place
    const before = scanner.before(TAIL_LINES_MAX).map(keepBytes)
    const lines = () => before.map((kept) => toTailLine(kept()))
    this.tails.push({ line: number, lines: once(lines), step: steps.current?.name })
    if (this.tails.length > TAILS_MAX) this.tails.shift()
  }

  #toCandidate({ rule, groups }: RuleMatch, line: LogLine): Candidate {
    return {
      rule,
      groups,
      line: line.number,
      text: line.text,
      isRed: line.isRed,
      isMarked: line.mark === 'error',
      step: this.#place.steps.current?.name,
      before: this.#linesBefore(),
      after: [],
      details: 0,
      endLine: line.number,
    }
  }

  /** The lines right before the current one, as far as none is blank; the nearest last. Few are ever asked for. */
  #linesBefore(): () => readonly string[] {
    const lines = this.#place.scanner.before(BEFORE_LINES_MAX).map(keepBytes)
    return once(() => {
      const texts = lines.map((line) => recentText(line()))
      const blank = texts.findLastIndex((text) => text.trim() === '')
      return texts.slice(blank + 1)
    })
  }
}

function toTailLine(recent: RecentLine): TailLine {
  return { line: recent.number, text: recentText(recent) }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
