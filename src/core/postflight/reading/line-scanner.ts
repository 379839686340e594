// Cuts a stream of bytes into lines and finds, in the same pass, which literals each line holds. Memory is bounded
// whatever the log: of a line too long only its beginning is kept, and a few lines before the current one.

import { BinaryLines, isBinary } from './binary-lines.ts'
import { LINE_BYTES_MAX, RULE_BYTES_MAX } from './limits.ts'
import type { LiteralFinder } from './literal-finder.ts'
import { type RecentLine, RecentLines } from './recent-lines.ts'
import { UnfinishedLine } from './unfinished-line.ts'
import { ToUtf8 } from './utf16.ts'
import { withoutColours } from './without-colours.ts'

const LINE_FEED = 0x0a

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
  /** Where what is kept of it stands. */
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
  /** Holds escapes: what a person sees differs. */
  readonly hasEscapes: boolean
  /** Holds other control characters beside tabs: its literals have to be looked for anew in what a person sees. */
  readonly isDressed: boolean
  /** Holds bytes beyond ASCII. */
  readonly isBeyondAscii: boolean
  /** Is no text: nothing in it is evidence. */
  readonly isBinary: boolean
  /** Ids of the literals that it holds. Valid until the next line. */
  readonly literals: readonly number[]
}

export interface LineSink {
  /** Asked for every line, before anything is made of it; without literals where only its dressed text would tell them, or it is no text. */
  wants(literals: readonly number[] | undefined): boolean
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
  #lineOffset = 0

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

  #scan(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const last = bytes.lastIndexOf(LINE_FEED)
    let start = 0
    if (last >= 0 && this.#rest.length > 0) {
      start = bytes.indexOf(LINE_FEED) + 1
      this.#rest.add(bytes.subarray(0, start - 1))
      this.#finishRest()
    }
    while (start <= last) start = this.#read(bytes, start, last) + 1
    this.#rest.add(bytes.subarray(start))
    this.#recent.leave(bytes)
  }

  /** Up to `count` lines before the current one, the oldest first, as they stood in the log. */
  before(count: number): readonly RecentLine[] {
    return this.#recent.last(count)
  }

  #finishRest(): void {
    const { bytes, length } = this.#rest.take()
    this.#finish(bytes, { start: 0, end: this.#finder.scan(bytes, 0, bytes.length), length })
  }

  /** Returns where the line ends that begins at `start`; at `last` stands a line feed. */
  #read(bytes: Buffer, start: number, last: number): number {
    const limit = Math.min(last, start + LINE_BYTES_MAX)
    const end = this.#finder.scan(bytes, start, limit)
    const lineFeed = bytes[end] === LINE_FEED ? end : bytes.indexOf(LINE_FEED, end)
    this.#finish(bytes, { start, end, length: lineFeed - start })
    return lineFeed
  }

  #finish(buffer: Buffer, place: Place): void {
    const { length, start, end } = place
    this.lines++
    if (length > RULE_BYTES_MAX) this.#noteLength(length)
    const { isBeyondAscii, hasControls, hasEscapes, hasReturns } = this.#finder
    const noText = hasControls && isBinary(buffer, start, end)
    if (noText) this.binary.note(this.lines)
    const literals = noText ? undefined : this.#literalsOf(buffer, place)
    if (this.#sink.wants(literals)) {
      this.#sink.take({
        number: this.lines,
        offset: this.#lineOffset,
        length,
        buffer,
        start,
        end,
        hasEscapes,
        isDressed: hasControls || hasReturns || literals === undefined,
        isBeyondAscii,
        isBinary: noText,
        literals: literals ?? [],
      })
    }
    this.#recent.add(buffer, start, end)
    this.#lineOffset += length + 1
  }

  /** Those of the visible text; undefined where that takes more than leaving colours out. */
  #literalsOf(buffer: Buffer, { start, end, length }: Place): readonly number[] | undefined {
    const finder = this.#finder
    if (finder.hasControls || finder.hasOddBlanks || (finder.hasReturns && length > RULE_BYTES_MAX)) return undefined
    if (!finder.hasEscapes) return finder.inLine(buffer, start, end)
    const plain = withoutColours(buffer, start, Math.min(end, start + RULE_BYTES_MAX))
    return plain && finder.inLine(plain, 0, finder.scan(plain, 0, plain.length))
  }

  #noteLength(length: number): void {
    this.cut.note(this.lines, length)
    this.tooLong.note(this.lines, length)
  }
}

interface Place {
  readonly start: number
  /** Where what is kept of the line ends. */
  readonly end: number
  readonly length: number
}
