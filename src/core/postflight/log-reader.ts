// Reads one log: every line that holds a literal is dressed, given its speaker and offered to the rules and the
// readers. What they found is concluded from at the end.

import { LogFindings } from './log-findings.ts'
import { decode, dress, dressLines, dressPlain } from './reading/dress-line.ts'
import type { LineReader } from './reading/line-reader.ts'
import { LineScanner, type RawLine } from './reading/line-scanner.ts'
import type { Calls } from './reading/literal-finder.ts'
import { type LogLine, spokenBy } from './reading/log-line.ts'
import { Offers } from './reading/offers.ts'
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
    this.scanner = new LineScanner(rules.finder, this)
    this.findings = new LogFindings(this)
  }

  get wantsNext(): boolean {
    if (this.findings.candidates.isOpen || this.matcher.wantsEveryLine || this.voices.unfolds) return true
    return this.#offers.wantsNext(this.#line, this.voices.speaker)
  }

  take(raw: RawLine): void {
    this.#line = raw.number
    if (raw.kind === 'binary') this.findings.candidates.close()
    else if (!this.#unfold(raw)) this.#readRaw(raw)
  }

  #readRaw(raw: RawLine): void {
    if (raw.kind === 'plain') this.#read(dressPlain(raw, this.voices.speaker), raw.calls)
    else if (raw.kind === 'frames') {
      for (const frame of this.scanner.frames(raw)) this.#readRaw(frame)
    } else {
      for (const line of dressLines(raw, this.voices.speaker)) this.#read(line, this.#rules.finder.inText(line.full))
    }
  }

  /** A record of a transcript: what its parts hold is read as lines of their speakers, all at the record's place. */
  #unfold(raw: RawLine): boolean {
    const { number, offset } = raw
    const start = raw.seenStart + raw.textStart
    // No JSON holds an escape as it stands.
    if (raw.buffer[start] !== OPENING_BRACE || raw.hasEscapes) return false
    const full = decode({ ...raw, start })
    const spoken = this.voices.unfold({ number, text: full, full })
    for (const { speaker, text } of spoken ?? []) {
      for (const part of text.split('\n').slice(0, PARTS_MAX)) {
        const line = dress(part, { number, offset, speaker })
        this.#readSpoken(line, this.#rules.finder.inText(line.full))
      }
    }
    return spoken !== undefined
  }

  #read(line: LogLine, calls: Calls): void {
    const isHeard = this.voices.speaker === 'command' || calls.readers.includes(VOICES)
    const speaker = isHeard ? this.voices.hear(line) : this.voices.speaker
    this.#readSpoken(speaker === line.speaker ? line : spokenBy(speaker, line), calls)
  }

  #readSpoken(line: LogLine, calls: Calls): void {
    if (this.matcher.regionOf(line) !== undefined) {
      this.findings.candidates.follow(line, true)
      return
    }
    const matches = line.speaker === 'output' ? this.matcher.match(line, calls.rules) : NO_MATCHES
    this.#offer(line, calls.readers)
    if (line.speaker !== 'output') {
      this.findings.candidates.follow(line, true)
      return
    }
    this.findings.add(matches, line)
  }

  #offer(line: LogLine, readers: readonly number[]): void {
    const extras: number[] = []
    for (const reader of readers) {
      if (reader >= OWN_READERS) extras.push(reader - OWN_READERS)
      else if (line.speaker !== 'output') continue
      else if (reader === STEPS) this.steps.read(line)
      else if (reader === ENDINGS) this.endings.read(line)
    }
    this.#offers.offer(line, extras)
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
