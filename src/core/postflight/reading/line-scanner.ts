// Cuts a stream of bytes into lines and finds, in the same pass, which literals each line holds. Memory is bounded
// whatever the log: of a line too long only its beginning is kept, and a few lines before the current one.

import type { LiteralAutomaton } from './literal-automaton.ts'

/** Of a longer line only the beginning is read. */
const LINE_BYTES_MAX = 1_048_576
/** Rules see so much of a line, escapes included. */
export const RULE_BYTES_MAX = 16_384
/** Lines before the current one that can still be asked for. */
export const RECENT_LINES_MAX = 64

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

const TAB = 0x09
const BLANK = 0x20
const DELETE = 0x7f

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
  /** Where it begins in the log, in bytes. */
  readonly offset: number
  /** How long it is, without its line feed; more than is kept where it is too long. */
  readonly length: number
  /** Where what is kept of it stands. */
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
  /** Holds control characters other than tabs: what a person sees differs, and its literals have to be looked for anew. */
  readonly isDressed: boolean
  /** Holds bytes beyond ASCII. */
  readonly isBeyondAscii: boolean
  /** Ids of the literals that it holds, several times where they occur several times. Valid until the next line. */
  readonly literals: readonly number[]
}

export interface LineSink {
  /** Asked for every line, before anything is made of it. */
  wants(literals: readonly number[], isDressed: boolean): boolean
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
  readonly #automaton: LiteralAutomaton
  readonly #sink: LineSink
  readonly #recent: RecentLines = new RecentLines()
  /** Where the automaton stands; the first line begins as if it came after another. */
  #state: number
  #carry: Buffer = NO_BYTES
  /** The chunk before ended in a carriage return, whose meaning the next byte decides. */
  #endsInReturn = false
  /** Bytes of the current line that were dropped because it is too long. */
  #dropped = 0
  #lineOffset = 0
  /** Of the current line; emptied after each, so nobody may keep it. */
  readonly #literals: number[] = []
  #isDressed = false
  #isBeyondAscii = false

  constructor(automaton: LiteralAutomaton, sink: LineSink) {
    this.#automaton = automaton
    this.#sink = sink
    this.#state = stateAfterLineFeed(automaton)
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const rest = this.#carry.length === LINE_BYTES_MAX ? this.#skipLine(bytes) : bytes
    if (rest.length === 0) return
    if (this.#endsInReturn && rest[0] !== LINE_FEED && rest[0] !== CARRIAGE_RETURN) this.#isDressed = true
    this.#endsInReturn = rest.at(-1) === CARRIAGE_RETURN
    const buffer = this.#carry.length === 0 ? rest : Buffer.concat([this.#carry, rest])
    const lineStart = this.#scan(buffer, this.#carry.length)
    this.#keep(buffer, lineStart)
  }

  end(): void {
    if (this.#carry.length + this.#dropped > 0) this.#finishLine(this.#carry, 0, this.#carry.length)
    this.#carry = NO_BYTES
  }

  /** Up to `count` lines before the current one, the oldest first, as they stood in the log. */
  before(count: number): readonly RecentLine[] {
    return this.#recent.last(count)
  }

  /** Of a line that is too long the rest is counted, not read. Returns what follows its end. */
  #skipLine(chunk: Buffer): Buffer {
    const end = chunk.indexOf(LINE_FEED)
    this.#dropped += end < 0 ? chunk.length : end
    if (end < 0) return NO_BYTES
    this.#finishLine(this.#carry, 0, this.#carry.length)
    this.#carry = NO_BYTES
    this.#state = stateAfterLineFeed(this.#automaton)
    return chunk.subarray(end + 1)
  }

  /** Returns where in the buffer the line begins that has not ended yet. */
  #scan(buffer: Buffer, from: number): number {
    const { next, classOf, classes, firstOutput, outputs } = this.#automaton
    let state = this.#state
    let lineStart = 0
    for (let index = from; index < buffer.length; index++) {
      // All indexes are in range by construction; a fallback here would cost a quarter of the speed.
      const byte = buffer[index] as number
      state = next[state * classes + (classOf[byte] as number)] as number
      if ((byte < BLANK && byte !== TAB) || byte > DELETE) {
        if (byte === LINE_FEED) {
          this.#finishLine(buffer, lineStart, index)
          lineStart = index + 1
        } else if (byte > DELETE) this.#isBeyondAscii = true
        else if (isDress(buffer, index)) this.#isDressed = true
      }
      if (state >= firstOutput) this.#note(outputs[state - firstOutput] ?? [])
    }
    this.#state = state
    return lineStart
  }

  #note(ids: readonly number[]): void {
    if (this.#literals.length > LITERALS_MAX) return
    for (const id of ids) this.#literals.push(id)
  }

  #finishLine(buffer: Buffer, start: number, end: number): void {
    this.lines++
    const length = end - start + this.#dropped
    if (length > RULE_BYTES_MAX) this.#noteLength(length)
    const literals = this.#literals
    if (this.#sink.wants(literals, this.#isDressed)) {
      this.#sink.take({
        number: this.lines,
        offset: this.#lineOffset,
        length,
        buffer,
        start,
        end: Math.min(end, start + LINE_BYTES_MAX),
        isDressed: this.#isDressed,
        isBeyondAscii: this.#isBeyondAscii,
        literals,
      })
    }
    if (literals.length > 0) literals.length = 0
    this.#isDressed = false
    this.#isBeyondAscii = false
    this.#recent.add(buffer, start, end)
    this.#lineOffset += length + 1
    this.#dropped = 0
  }

  #noteLength(length: number): void {
    this.cut.note(this.lines, length)
    this.tooLong.note(this.lines, length)
  }

  /** Keeps the line that has not ended: a copy, since the caller may reuse the chunk. */
  #keep(buffer: Buffer, lineStart: number): void {
    const end = Math.min(buffer.length, lineStart + LINE_BYTES_MAX)
    this.#dropped += buffer.length - end
    if (lineStart > 0 || end !== this.#carry.length) this.#carry = Buffer.from(buffer.subarray(lineStart, end))
  }
}

/** The state in which a literal that begins with a line feed has begun. */
export function stateAfterLineFeed({ next, classOf }: LiteralAutomaton): number {
  return next[classOf[LINE_FEED] ?? 0] ?? 0
}

const NO_BYTES = Buffer.alloc(0)
/** Of a line before the current one; a longer one does not keep its chunk in memory. */
const RECENT_BYTES_MAX = 4_096
/** Of one line; no line that a person reads holds so many. */
const LITERALS_MAX = 512

/** Control characters, but for carriage returns right before a line feed; at a chunk's end nobody knows yet. */
function isDress(buffer: Uint8Array, index: number): boolean {
  if (buffer[index] !== CARRIAGE_RETURN) return true
  const next = buffer[index + 1]
  return next !== undefined && next !== LINE_FEED && next !== CARRIAGE_RETURN
}

export interface RecentLine {
  readonly number: number
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
}

/** A ring of the last lines; holds on to at most the chunks that they came in. */
class RecentLines {
  readonly #buffers: (Buffer | undefined)[] = Array.from({ length: RECENT_LINES_MAX })
  readonly #starts = new Uint32Array(RECENT_LINES_MAX)
  readonly #ends = new Uint32Array(RECENT_LINES_MAX)
  #count = 0

  add(buffer: Buffer, start: number, end: number): void {
    const slot = this.#count++ % RECENT_LINES_MAX
    const isLong = end - start > RECENT_BYTES_MAX
    this.#buffers[slot] = isLong ? Buffer.from(buffer.subarray(start, start + RECENT_BYTES_MAX)) : buffer
    this.#starts[slot] = isLong ? 0 : start
    this.#ends[slot] = isLong ? RECENT_BYTES_MAX : end
  }

  last(count: number): readonly RecentLine[] {
    const lines: RecentLine[] = []
    for (let index = Math.max(0, this.#count - Math.min(count, RECENT_LINES_MAX)); index < this.#count; index++) {
      const slot = index % RECENT_LINES_MAX
      const buffer = this.#buffers[slot]
      if (buffer === undefined) continue
      lines.push({ number: index + 1, buffer, start: this.#starts[slot] ?? 0, end: this.#ends[slot] ?? 0 })
    }
    return lines
  }
}
