// Reads one log: every line that holds a literal is dressed, given its speaker and offered to the rules and the
// readers. What they found is concluded from at the end.

import { type Candidate, CandidateLog } from './errors/candidate.ts'
import { MARKED_ERROR } from './errors/own-rules.ts'
import type { Tail } from './errors/tail.ts'
import { decode, dress, dressLines, dressPlain, recentText } from './reading/dress-line.ts'
import type { LineReader } from './reading/line-reader.ts'
import { LineScanner, type RawLine } from './reading/line-scanner.ts'
import type { LogLine } from './reading/log-line.ts'
import { Offers } from './reading/offers.ts'
import { textStart } from './reading/text-start.ts'
import type { CompiledRules } from './rules/compile-rules.ts'
import { LineMatcher, type RuleMatch } from './rules/match-line.ts'
import { isDoubtful } from './rules/rule.ts'
import { ENDING_LITERALS, Endings } from './structure/endings.ts'
import { STEP_LITERALS, StepLog } from './structure/steps.ts'
import { VOICE_LITERALS, Voices } from './transcripts/voices.ts'
import { EvidenceLog } from './verdict/evidence.ts'

const NO_MATCHES: readonly RuleMatch[] = []
const TAIL_LINES_MAX = 16
const TAILS_MAX = 64

export class LogReader {
  readonly candidates = new CandidateLog()
  readonly evidence = new EvidenceLog()
  readonly steps = new StepLog()
  readonly endings = new Endings()
  readonly voices = new Voices()
  readonly scanner: LineScanner
  readonly matcher: LineMatcher
  readonly successes = new Set<string>()
  /** What stood before the words of failure. */
  readonly tails: Tail[] = []
  readonly #rules: CompiledRules
  readonly #offers: Offers
  #line = 0

  /** `rules` were compiled with readerLiterals(). */
  constructor(rules: CompiledRules, extras: readonly LineReader[]) {
    this.#rules = rules
    this.#offers = new Offers(extras)
    this.matcher = new LineMatcher(rules, 'best')
    this.scanner = new LineScanner(rules.byteLiterals, this)
  }

  wants(literals: readonly number[] | undefined): boolean {
    if (literals === undefined || this.candidates.isOpen || this.matcher.wantsEveryLine || this.voices.unfolds)
      return true
    if (this.#offers.wantsNext(this.#line, this.voices.speaker)) return true
    return literals.length > 0 && this.matcher.isWanted(literals)
  }

  take(raw: RawLine): void {
    this.#line = raw.number
    if (raw.isBinary) {
      this.candidates.close()
      return
    }
    if (this.#unfold(raw)) return
    if (!raw.isDressed) {
      this.#read(dressPlain(raw, this.voices.speaker), raw.literals)
      return
    }
    for (const line of dressLines(raw, this.voices.speaker)) {
      this.#read(line, this.#rules.textLiterals.inText(line.full))
    }
  }

  /** A record of a transcript: what its parts hold is read as lines of their speakers, all at the record's place. */
  #unfold(raw: RawLine): boolean {
    const { number, offset, buffer, end } = raw
    const start = raw.start + textStart(buffer, raw.start, end)
    if (buffer[start] !== OPENING_BRACE) return false
    const full = decode({ ...raw, start })
    const spoken = this.voices.unfold({ number, text: full, full })
    for (const { speaker, text } of spoken ?? []) {
      for (const part of text.split('\n').slice(0, PARTS_MAX)) {
        const line = dress(part, { number, offset, speaker })
        this.#readSpoken(line, this.#rules.textLiterals.inText(line.full))
      }
    }
    return spoken !== undefined
  }

  #read(line: LogLine, literals: readonly number[]): void {
    const isHeard = this.voices.speaker === 'command' || this.#isMark(literals)
    const speaker = isHeard ? this.voices.hear(line) : this.voices.speaker
    this.#readSpoken(speaker === line.speaker ? line : { ...line, speaker }, literals)
  }

  #isMark(literals: readonly number[]): boolean {
    const { starts, items } = this.#rules.literals.readers
    for (const id of literals) {
      const end = starts[id + 1] as number
      for (let index = starts[id] as number; index < end; index++) if (items[index] === VOICES) return true
    }
    return false
  }

  #readSpoken(line: LogLine, literals: readonly number[]): void {
    if (this.matcher.regionOf(line) !== undefined) {
      this.candidates.follow(line, true)
      return
    }
    const matches = line.speaker === 'output' ? this.matcher.match(line, literals) : NO_MATCHES
    this.#offer(line, literals)
    if (line.speaker !== 'output') {
      this.candidates.follow(line, true)
      return
    }
    if (line.mark === 'warning') return
    const verdict = matches.find(({ rule }) => rule.kind === 'verdict')
    if (verdict !== undefined) this.#noteVerdict(verdict, line)
    if (verdict?.rule.verdict?.outcome === 'failed') this.#noteTail(line)
    for (const { rule } of matches) if (rule.kind === 'success') this.successes.add(rule.type)
    this.candidates.follow(line, verdict !== undefined)
    this.#noteError(matches, line, verdict === undefined)
  }

  #noteError(matches: readonly RuleMatch[], line: LogLine, isNoVerdict: boolean): void {
    const error = matches.find(({ rule }) => rule.kind === 'error')
    if (error === undefined) {
      if (line.mark === 'error' && isNoVerdict)
        this.candidates.add(this.#toCandidate({ rule: MARKED_ERROR, groups: {} }, line))
      return
    }
    if (this.#isIgnored(error, line)) return
    this.candidates.add(this.#toCandidate(error, line))
    if (error.rule.isConsequence && error.rule.category !== 'test' && isNoVerdict) this.#noteConsequence(error, line)
  }

  /** A specific rule outranks the general word that the line only looks like an error; a retry of a download does not. */
  #isIgnored({ rule }: RuleMatch, line: LogLine): boolean {
    return isDoubtful(rule) && this.matcher.ignored(line) !== undefined
  }

  #offer(line: LogLine, literals: readonly number[]): void {
    const called: number[] = []
    let hasStep = false
    let hasEnding = false
    const { starts, items } = this.#rules.literals.readers
    for (const id of literals) {
      const end = starts[id + 1] as number
      for (let index = starts[id] as number; index < end; index++) {
        const reader = items[index] as number
        if (reader === STEPS) hasStep = true
        else if (reader === ENDINGS) hasEnding = true
        else if (reader !== VOICES) called.push(reader - OWN_READERS)
      }
    }
    if (hasStep && line.speaker === 'output') this.steps.read(line)
    if (hasEnding && line.speaker === 'output') this.endings.read(line)
    if (called.length > 1) called.sort((one, other) => one - other)
    this.#offers.offer(line, called)
  }

  #noteVerdict({ rule, groups }: RuleMatch, line: LogLine): void {
    if (rule.verdict === undefined) return
    const code = groups.code === undefined ? Number.NaN : Number.parseInt(groups.code, 10)
    this.evidence.add({
      ...rule.verdict,
      rule: rule.owner,
      line: line.number,
      text: line.text.trim().slice(0, EVIDENCE_CHARACTERS_MAX),
      exitCode: Number.isSafeInteger(code) ? code : undefined,
    })
  }

  /** What follows from a failure is a word on it too. */
  #noteConsequence({ rule }: RuleMatch, line: LogLine): void {
    const text = line.text.trim().slice(0, EVIDENCE_CHARACTERS_MAX)
    this.evidence.add({
      authority: 'build',
      outcome: 'failed',
      rule: rule.owner,
      line: line.number,
      text,
      exitCode: undefined,
    })
    this.#noteTail(line)
  }

  /** What stood before a word of failure, in case that no rule knows it. */
  #noteTail({ number }: LogLine): void {
    if (number - (this.tails.at(-1)?.line ?? 0) < TAIL_LINES_MAX && this.tails.length > 0) return
    const lines = this.scanner
      .before(TAIL_LINES_MAX)
      .map((recent) => ({ line: recent.number, text: recentText(recent) }))
    this.tails.push({ line: number, lines })
    if (this.tails.length > TAILS_MAX) this.tails.shift()
  }

  /** The lines right before the current one, as far as none is blank; the nearest last. */
  #linesBefore(count: number): readonly string[] {
    const texts = this.scanner.before(count).map(recentText)
    const blank = texts.findLastIndex((text) => text.trim() === '')
    return texts.slice(blank + 1)
  }

  #toCandidate({ rule, groups }: RuleMatch, line: LogLine): Candidate {
    return {
      rule,
      groups,
      line: line.number,
      text: line.text,
      isRed: line.isRed,
      isMarked: line.mark === 'error',
      step: this.steps.current?.name,
      before: this.#linesBefore(BEFORE_LINES_MAX),
      after: [],
      details: 0,
      endLine: line.number,
    }
  }
}

const EVIDENCE_CHARACTERS_MAX = 300
/** Lines before an error that may belong to it. */
const BEFORE_LINES_MAX = 2

/** Records hold whole files; of each part so many lines are read. */
const PARTS_MAX = 20_000
const OPENING_BRACE = 0x7b

/** Readers of its own, by their index; the extras come after them. */
const STEPS = 0
const ENDINGS = 1
const VOICES = 2
const OWN_READERS = 3

/** The literals of the readers, in the order that LogReader expects. */
export function readerLiterals(extras: readonly Pick<LineReader, 'literals'>[]): readonly (readonly string[])[] {
  return [STEP_LITERALS, ENDING_LITERALS, VOICE_LITERALS, ...extras.map(({ literals }) => literals)]
}
