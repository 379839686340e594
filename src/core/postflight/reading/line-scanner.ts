// Cuts a stream of bytes into lines and hands on those that someone wants, with whom each calls for. Memory is
// bounded whatever the log: of a line too long only its beginning is kept, and a few lines before the current one.

import { isUtf8 } from 'node:buffer'
import { BinaryLines, isBinary } from './binary-lines.ts'
import { LINE_BYTES_MAX, RECENT_LINES_MAX, RULE_BYTES_MAX } from './limits.ts'
import { type Calls, type FoundLine, type LiteralFinder, NO_CALLS } from './literal-finder.ts'
import type { LogLine } from './log-line.ts'
import { type RecentLine, RecentLines, recentLines } from './recent-lines.ts'
import { UnfinishedLine } from './unfinished-line.ts'
import { ToUtf8 } from './utf16.ts'

const LINE_FEED = 0x0a
const LINE_END: Buffer = Buffer.from([LINE_FEED])
/** So much is looked through at a time. */
const CHUNK_BYTES_MAX = 65_536

/** How many lines were longer than a limit, and the first of them. */
export class LongLines {
  readonly bytesMax: number
  count = 0
  first = 0

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax
  }

  note(number: number, length: number): void {
    if (length <= this.bytesMax) return
    this.count++
    this.first ||= number
  }
}

export interface RawLine {
  /** 1-based. */
  readonly number: number
  /** Where it begins in the log, in bytes of UTF-8. */
  readonly offset: number
  /** How long it is, without its line feed; more than is kept where it is too long. */
  readonly length: number
  /** Where what is kept of it stands; valid until the next line. */
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
  /** Where that stands which a person sees of it, but for blanks at its end; of a `text` the line as it stands. */
  readonly seenStart: number
  readonly seenEnd: number
  /** Where its text begins after its prefixes, in bytes from `seenStart`. */
  readonly textStart: number
  /** How a CI system marks it, if it is `plain` and ASCII. */
  readonly mark: LogLine['mark']
  /** Holds escapes: what a person sees differs. */
  readonly hasEscapes: boolean
  /** One of them may make it red. */
  readonly mayBeRed: boolean
  /** Holds bytes beyond ASCII. */
  readonly isBeyondAscii: boolean
  /**
   * `plain`: its `calls` are known. `frames`: carriage returns stand in it; `LineScanner.frames` tells what they leave.
   * `text`: what a person sees of it has to be made first. `binary`: no text, nothing in it is evidence.
   */
  readonly kind: 'plain' | 'frames' | 'text' | 'binary'
  /** Whom it calls for, if it is `plain`. */
  readonly calls: Calls
}

export interface LineSink {
  /** Asked after every line that was taken: whether the next one is wanted whatever it holds. */
  readonly wantsNext: boolean
  take(line: RawLine): void
}

export class LineScanner {
  /** Lines seen, the last one without a line feed included. */
  lines = 0
  bytes = 0
  /** Lines of which only the beginning was read. */
  readonly tooLong = new LongLines(LINE_BYTES_MAX)
  /** Lines of which rules see only the beginning. */
  readonly cut = new LongLines(RULE_BYTES_MAX)
  readonly binary = new BinaryLines()
  readonly #finder: LiteralFinder
  readonly #sink: LineSink
  readonly #recent: RecentLines = new RecentLines()
  readonly #rest: UnfinishedLine = new UnfinishedLine()
  readonly #toUtf8 = new ToUtf8()
  /** Whether the finder holds lines of this log. */
  #isLoaded = false
  /** Where the lines that it holds begin in the log. */
  #loadedOffset = 0

  constructor(finder: LiteralFinder, sink: LineSink) {
    this.#finder = finder
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length
    this.#scan(this.#toUtf8.decode(chunk))
  }

  end(): void {
    this.#scan(this.#toUtf8.end())
    if (this.#rest.length > 0) this.#finishRest()
  }

  /** Up to `count` lines before the current one, the oldest first, as they stood in the log. */
  before(count: number): readonly RecentLine[] {
    const loaded = this.#isLoaded ? this.#loadedBefore(count) : []
    return loaded.length === count ? loaded : [...this.#recent.last(count - loaded.length), ...loaded]
  }

  /** Of the current line, if it is of `frames`: each as a plain line at its place, valid until the next. */
  *frames(raw: RawLine): Generator<RawLine> {
    for (const frame of this.#finder.frames(raw)) yield this.#toRaw(frame, raw, 'plain')
  }

  #scan(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES_MAX) {
      this.#scanChunk(bytes.subarray(start, start + CHUNK_BYTES_MAX))
    }
  }

  #scanChunk(chunk: Uint8Array): void {
    const last = chunk.lastIndexOf(LINE_FEED)
    let start = 0
    if (last >= 0 && this.#rest.length > 0) {
      start = chunk.indexOf(LINE_FEED) + 1
      this.#rest.add(chunk.subarray(0, start - 1))
      this.#finishRest()
    }
    if (start <= last) this.#readLines(chunk.subarray(start, last + 1))
    this.#rest.add(chunk.subarray(last + 1))
  }

  #finishRest(): void {
    const { bytes, length } = this.#rest.take()
    this.#readLines(Buffer.concat([bytes, LINE_END]), length - bytes.length)
  }

  /** Whole lines; of the only one, `notKept` bytes more stand in the log. */
  #readLines(lines: Uint8Array, notKept = 0): void {
    this.#finder.load(lines)
    this.#isLoaded = true
    try {
      while (this.#readNext(notKept));
      this.#leave()
    } finally {
      this.#isLoaded = false
    }
    this.lines += this.#finder.lines
    this.#loadedOffset += lines.length + notKept
  }

  /** False at the end of what is loaded. */
  #readNext(notKept: number): boolean {
    const { wantsNext } = this.#sink
    const line = wantsNext ? this.#finder.nextLine() : this.#finder.nextCalling()
    if (line === undefined) return false
    const raw = this.#note(line, notKept)
    if (wantsNext || !isNobody(line.calls)) this.#sink.take(raw)
    return true
  }

  /** Counts what is special about a line, whether or not it is wanted. */
  #note(line: FoundLine, notKept: number): RawLine {
    const number = this.lines + this.#finder.lines
    const length = line.end - line.start + notKept
    this.cut.note(number, length)
    this.tooLong.note(number, length)
    const kind = this.#kindOf(line)
    if (kind === 'binary') this.binary.note(number)
    return this.#toRaw(line, { number, offset: this.#loadedOffset + line.offset, length }, kind)
  }

  #kindOf({ start, end, calls, hasControls, hasReturns, isBeyondAscii }: FoundLine): RawLine['kind'] {
    const { memory } = this.#finder
    if (hasControls && isBinary(memory, start, end)) return 'binary'
    if (calls === undefined) return 'text'
    if (!hasReturns) return 'plain'
    return isBeyondAscii && !isUtf8(memory.subarray(start, end)) ? 'text' : 'frames'
  }

  #toRaw(
    line: FoundLine,
    { number, offset, length }: Pick<RawLine, 'number' | 'offset' | 'length'>,
    kind: RawLine['kind'],
  ): RawLine {
    return {
      number,
      offset,
      length,
      buffer: this.#finder.memory,
      start: line.start,
      end: line.end,
      seenStart: line.seenStart,
      seenEnd: line.seenEnd,
      textStart: line.textStart,
      mark: line.mark,
      hasEscapes: line.hasEscapes,
      mayBeRed: line.mayBeRed,
      isBeyondAscii: line.isBeyondAscii,
      kind,
      calls: kind === 'plain' ? (line.calls ?? NO_CALLS) : NO_CALLS,
    }
  }

  #loadedBefore(count: number): readonly RecentLine[] {
    const current = this.lines + this.#finder.lines
    const places = this.#finder.recent(count, 1)
    return recentLines({ buffer: this.#finder.memory, places, base: 0, first: current - places.length / 2 })
  }

  /** Keeps the last lines that were loaded. */
  #leave(): void {
    const last = this.lines + this.#finder.lines
    const places = this.#finder.recent(RECENT_LINES_MAX, 0)
    this.#recent.keep(this.#finder.memory, places, last + 1 - places.length / 2)
  }
}

function isNobody(calls: Calls | undefined): boolean {
  return calls !== undefined && calls.rules.length + calls.readers.length === 0
}
