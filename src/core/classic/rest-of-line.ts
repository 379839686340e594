// Collects what stands after a label: an optional letter, an optional colon, white space (line breaks too), then
// the text up to the end of the line. A label within a collected line belongs to that line.

import { countCodePoints, firstCodePoints, toPythonText } from '../python/text.ts'
import { isContinuation } from '../python/utf8.ts'
import { spaceBytesAt, stripPython } from '../python/whitespace.ts'
import type { TextWindow } from './text-window.ts'

/** Shorter finds, in code points, are noise. */
const LEARNING_CODE_POINTS_MIN = 11
const LEARNING_CODE_POINTS_MAX = 500
/** Learnings kept of one label: nobody reads more, and they must fit into memory and into one report. */
const LEARNINGS_MAX = 10_000
/** Bytes that hold at least so many code points, four each at most. */
const HEAD_BYTES = LEARNING_CODE_POINTS_MAX * 4
const COLON = 0x3a
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

type Phase = 'idle' | 'letter' | 'colon' | 'space' | 'line'

export class RestOfLine {
  readonly found: string[] = []
  /** How many were found beyond those that were kept. */
  leftOut = 0
  readonly #optionalLetter: string | undefined
  #phase: Phase = 'idle'
  #head: Uint8Array[] = []
  #headMissing = 0
  /** Whether something other than white space follows the head. */
  #inkBehindHead = false
  /** How far into the text the last collected line reaches. */
  #doneUntil = 0

  constructor(optionalLetter: string | undefined) {
    this.#optionalLetter = optionalLetter
  }

  /** A label ends at `end` in the window. */
  open(window: TextWindow, end: number): void {
    if (this.#phase !== 'idle' || window.offset + end <= this.#doneUntil) return
    this.#phase = this.#optionalLetter === undefined ? 'colon' : 'letter'
    this.#read(window, end)
  }

  /** New text has come into the window. */
  readOn(window: TextWindow): void {
    if (this.#phase !== 'idle') this.#read(window, window.from)
  }

  /** The end of the text ends the line. */
  finish(): void {
    if (this.#phase === 'line') this.#keep()
  }

  #read(window: TextWindow, from: number): void {
    let at = from
    if (this.#phase === 'letter' && at < window.to) at = this.#skipLetter(window, at)
    if (this.#phase === 'colon' && at < window.to) at = this.#skipColon(window, at)
    if (this.#phase === 'space') at = this.#skipSpace(window, at)
    if (this.#phase === 'line') this.#collect(window, at)
  }

  #skipLetter(window: TextWindow, at: number): number {
    this.#phase = 'colon'
    const letter = String.fromCharCode(window.bytes[at] as number)
    return letter.toLowerCase() === this.#optionalLetter ? at + 1 : at
  }

  #skipColon(window: TextWindow, at: number): number {
    this.#phase = 'space'
    return window.bytes[at] === COLON ? at + 1 : at
  }

  #skipSpace(window: TextWindow, from: number): number {
    let at = from
    while (at < window.to) {
      const length = spaceBytesAt(window.bytes, at)
      if (length === 0) {
        this.#startLine()
        return at
      }
      at += length
    }
    return at
  }

  #startLine(): void {
    this.#phase = 'line'
    this.#head = []
    this.#headMissing = HEAD_BYTES
    this.#inkBehindHead = false
  }

  #collect(window: TextWindow, from: number): void {
    const lineEnd = endOfLine(window, from)
    const end = lineEnd ?? window.to
    const headEnd = this.#takeHead(window, { from, end })
    if (!this.#inkBehindHead) this.#inkBehindHead = hasInk(window.bytes, headEnd, end)
    if (lineEnd === undefined) return
    this.#keep()
    this.#doneUntil = window.offset + lineEnd
  }

  /** Ends between two characters, even if that takes some bytes more. */
  #takeHead(window: TextWindow, line: { readonly from: number; readonly end: number }): number {
    let headEnd = Math.min(line.end, line.from + this.#headMissing)
    while (headEnd < line.end && isContinuation(window.bytes[headEnd] as number)) headEnd++
    this.#head.push(window.bytes.slice(line.from, headEnd))
    this.#headMissing = Math.max(0, this.#headMissing - (headEnd - line.from))
    return headEnd
  }

  #keep(): void {
    this.#phase = 'idle'
    const head = toPythonText(Buffer.concat(this.#head))
    const stripped = this.#inkBehindHead ? head : stripPython(head)
    if (countCodePoints(stripped) < LEARNING_CODE_POINTS_MIN) return
    if (this.found.length >= LEARNINGS_MAX) this.leftOut++
    else this.found.push(firstCodePoints(stripped, LEARNING_CODE_POINTS_MAX))
  }
}

function endOfLine(window: TextWindow, from: number): number | undefined {
  for (let at = from; at < window.to; at++) {
    const byte = window.bytes[at]
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) return at
  }
  return undefined
}

/** Whether anything but white space stands in `bytes[from, to)`. */
function hasInk(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to) {
    const length = spaceBytesAt(bytes, at)
    if (length === 0) return true
    at += length
  }
  return false
}
