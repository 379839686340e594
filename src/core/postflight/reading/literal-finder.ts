// Cuts bytes into lines and tells which rules and readers each calls for by the literals that it holds, stopping only at
// those that call for any. The loop itself is assembly/index.ts, compiled to WebAssembly; here its answers are read.

import { FRAMES_MAX, PREFIX_BYTES_MAX, RECENT_LINES_MAX, RULE_BYTES_MAX } from './limits.ts'
import { type MarkedText, withoutMarks } from './line-prefix.ts'
import {
  type CallingLiterals,
  type FinderExports,
  growTo,
  layOut,
  type Room,
  VECTOR_BYTES,
} from './literal-finder-memory.ts'
import { LITERAL_FINDER_MODULE } from './literal-finder-module.ts'
import type { LiteralIndex } from './literal-index.ts'
import type { Places } from './recent-lines.ts'

/** As in assembly/kinds.ts. */
const BEYOND_ASCII = 1
const ESCAPES = 2
const RETURNS = 4
const CONTROLS = 8
const UNKNOWN = 32
const MAYBE_RED = 128
const BY_EXPRESSION = 256

/** Words from `Room.record` on, as in assembly/record.ts. */
const START = 0
const END = 1
const KINDS = 2
const TEXT_START = 3
const SEEN_START = 4
const SEEN_END = 5
const RULES = 6
const READERS = 7
const LINES = 8

const LINE_FEED = 0x0a
const NOBODY: readonly number[] = []
export const NO_CALLS: Calls = { rules: NOBODY, readers: NOBODY }

const module = new WebAssembly.Module(Buffer.from(LITERAL_FINDER_MODULE, 'base64'))
const encoder = new TextEncoder()

/** Whom a line calls for, each once, the lowest first. */
export interface Calls {
  readonly rules: readonly number[]
  readonly readers: readonly number[]
}

export interface FoundLine {
  /** Where it stands in the finder's memory, without its line feed. */
  readonly start: number
  readonly end: number
  /** Where it begins among the bytes that were loaded. */
  readonly offset: number
  /** Undefined where only its dressed text would tell them. */
  readonly calls: Calls | undefined
  /** Where that stands which a person sees of it, but for blanks at its end; without `calls` the line as it stands. */
  readonly seenStart: number
  readonly seenEnd: number
  /** Where its text begins after its prefixes, in bytes from `seenStart`. */
  readonly textStart: number
  /** How a CI system marks it, if it has `calls` and is ASCII. */
  readonly mark: MarkedText['mark']
  /** Holds escapes: what a person sees differs. */
  readonly hasEscapes: boolean
  /** One of them may make it red. */
  readonly mayBeRed: boolean
  /** Holds carriage returns before its end. */
  readonly hasReturns: boolean
  /** Holds other control characters beside tabs. */
  readonly hasControls: boolean
  /** Holds bytes beyond ASCII. */
  readonly isBeyondAscii: boolean
}

export class LiteralFinder {
  readonly #exports: FinderExports
  readonly #room: Room
  #memory: Buffer
  #words: Uint32Array
  /** What the expressions of prefixes found last. */
  #mark: MarkedText['mark']

  constructor(index: LiteralIndex, calling: CallingLiterals) {
    const byExpression = (start: number, end: number) => this.#textStart(start, end)
    const imports = { 'text-start': { byExpression } }
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as FinderExports
    this.#room = layOut(this.#exports, index, calling)
    this.#memory = Buffer.from(this.#exports.memory.buffer)
    this.#words = new Uint32Array(this.#exports.memory.buffer)
  }

  /** What `start` and `end` are places in. Overwritten by the next `load`. */
  get memory(): Buffer {
    return this.#memory
  }

  /** Whom a text of one line calls for. */
  inText(text: string): Calls {
    const { texts } = this.#room
    const { written } = encoder.encodeInto(text, this.#memory.subarray(texts, texts + RULE_BYTES_MAX))
    this.#memory[texts + written] = LINE_FEED
    this.#exports.readText(texts)
    return this.#calls()
  }

  /** Takes whole lines in; a RangeError where the last byte is no line feed. */
  load(lines: Uint8Array): void {
    if (lines.at(-1) !== LINE_FEED) throw new RangeError('Expected lines to end in a line feed, got none at the end')
    const { data } = this.#room
    this.#makeRoom(data + lines.length)
    this.#memory.set(lines, data)
    this.#exports.begin(data, data + lines.length)
  }

  /** The next line that calls for anybody or asks for a closer look, as too long ones do; undefined at the end. */
  nextCalling(): FoundLine | undefined {
    return this.#exports.next(0) === 0 ? undefined : this.#line()
  }

  /** The very next line; undefined at the end. */
  nextLine(): FoundLine | undefined {
    return this.#exports.next(1) === 0 ? undefined : this.#line()
  }

  /**
   * What carriage returns leave readable of a line that has `calls`, as `toFrames` tells it of a text. Each is valid until
   * the next.
   */
  *frames({ start, end }: Pick<FoundLine, 'start' | 'end'>): Generator<FoundLine> {
    const count = this.#exports.splitFrames(start, end)
    for (let frame = Math.max(0, count - FRAMES_MAX); frame < count; frame++) {
      const at = this.#room.frames + (frame % FRAMES_MAX) * 2
      this.#exports.readFrame(this.#words[at] as number, this.#words[at + 1] as number)
      yield this.#line()
    }
  }

  /** Lines that went by since they were loaded, the current one included. */
  get lines(): number {
    return this.#words[this.#room.record + LINES] as number
  }

  #line(): FoundLine {
    const at = this.#room.record
    const start = this.#words[at + START] as number
    const end = this.#words[at + END] as number
    const kinds = this.#words[at + KINDS] as number
    const isKnown = (kinds & UNKNOWN) === 0
    const textStart = isKnown ? (this.#words[at + TEXT_START] as number) : this.#exports.textStart(start, end)
    return {
      start,
      end,
      offset: start - this.#room.data,
      calls: isKnown ? this.#calls() : undefined,
      seenStart: this.#words[at + SEEN_START] as number,
      seenEnd: this.#words[at + SEEN_END] as number,
      textStart,
      mark: (kinds & BY_EXPRESSION) !== 0 ? this.#mark : undefined,
      hasEscapes: (kinds & ESCAPES) !== 0,
      mayBeRed: (kinds & MAYBE_RED) !== 0,
      hasReturns: (kinds & RETURNS) !== 0,
      hasControls: (kinds & CONTROLS) !== 0,
      isBeyondAscii: (kinds & BEYOND_ASCII) !== 0,
    }
  }

  /** Where up to `count` lines stand that were loaded, but not the last `skipped` of them; the oldest first. */
  recent(count: number, skipped: number): Places {
    const last = this.lines - skipped
    const first = Math.max(0, last - Math.min(count, RECENT_LINES_MAX - skipped))
    const places = new Uint32Array(Math.max(0, last - first) * 2)
    for (let line = first; line < last; line++) {
      const at = this.#room.recent + (line % RECENT_LINES_MAX) * 2
      places[(line - first) * 2] = this.#words[at] as number
      places[(line - first) * 2 + 1] = this.#words[at + 1] as number
    }
    return places
  }

  #calls(): Calls {
    const rules = this.#words[this.#room.record + RULES] as number
    const readers = this.#words[this.#room.record + READERS] as number
    if (rules + readers === 0) return NO_CALLS
    const { calledRules, calledReaders } = this.#room
    return { rules: this.#numbers(calledRules, rules), readers: this.#numbers(calledReaders, readers) }
  }

  #numbers(at: number, count: number): readonly number[] {
    if (count === 0) return NOBODY
    const numbers: number[] = []
    for (let index = at; index < at + count; index++) numbers.push(this.#words[index] as number)
    return numbers
  }

  #makeRoom(end: number): void {
    const { memory } = this.#exports
    if (!growTo(memory, end + VECTOR_BYTES)) return
    this.#memory = Buffer.from(memory.buffer)
    this.#words = new Uint32Array(memory.buffer)
  }

  #textStart(start: number, end: number): number {
    const whole = this.#memory.toString('latin1', start, Math.min(end, start + PREFIX_BYTES_MAX))
    const { text, mark } = withoutMarks(whole)
    this.#mark = mark
    return whole.length - text.length
  }
}
