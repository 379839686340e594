// Reads one log: every line that holds a literal is dressed, given its speaker and offered to the rules and the
// readers. What they found is concluded from at the end.

import { LogFindings } from './log-findings.ts'
import { decode, dress, dressLines, dressPlain } from './reading/dress-line.ts'
import type { LineReader } from './reading/line-reader.ts'
import { LineScanner, type RawLine } from './reading/line-scanner.ts'
import type { LogLine } from './reading/log-line.ts'
import { Offers } from './reading/offers.ts'
import { textStart } from './reading/text-start.ts'
import type { CompiledRules } from './rules/compile-rules.ts'
import { LineMatcher, type RuleMatch } from './rules/match-line.ts'
import { ENDING_LITERALS, Endings } from './structure/endings.ts'
import { STEP_LITERALS, StepLog } from './structure/steps.ts'
import { VOICE_LITERALS, Voices } from './transcripts/voices.ts'

const NO_MATCHES: readonly RuleMatch[] = []

export class LogReader {
  readonly steps = new StepLog()
  readonly endings = new Endings()
  readonly voices = new Voices()
  readonly scanner: LineScanner
  readonly matcher: LineMatcher
  readonly findings: LogFindings
  readonly #rules: CompiledRules
  readonly #offers: Offers
  #line = 0

  /** `rules` were compiled with readerLiterals(). */
  constructor(rules: CompiledRules, extras: readonly LineReader[]) {
    this.#rules = rules
    this.#offers = new Offers(extras)
    this.matcher = new LineMatcher(rules, 'best')
    this.scanner = new LineScanner(rules.byteLiterals, this)
    this.findings = new LogFindings(this)
  }

  wants(literals: readonly number[] | undefined): boolean {
    if (literals === undefined || this.findings.candidates.isOpen || this.matcher.wantsEveryLine || this.voices.unfolds)
      return true
    if (this.#offers.wantsNext(this.#line, this.voices.speaker)) return true
    return literals.length > 0 && this.matcher.isWanted(literals)
  }

  take(raw: RawLine): void {
    this.#line = raw.number
    if (raw.isBinary) {
      this.findings.candidates.close()
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
      this.findings.candidates.follow(line, true)
      return
    }
    const matches = line.speaker === 'output' ? this.matcher.match(line, literals) : NO_MATCHES
    this.#offer(line, literals)
    if (line.speaker !== 'output') {
      this.findings.candidates.follow(line, true)
      return
    }
    this.findings.add(matches, line)
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
}

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
