// Keeps the surroundings of a match while the text goes by: the `context` of the report.

import { countCodePoints, firstCodePoints, lastCodePoints, toPythonText } from '../python/text.ts'
import { isContinuation } from '../python/utf8.ts'
import { stripLeftPython, stripPython } from '../python/whitespace.ts'
import type { TextWindow } from './text-window.ts'

/** Code points of context before the match, after it, and at most in all. */
const BEFORE = 50
const AFTER = 100
const CONTEXT_MAX = 200
/** Bytes that hold at least so many code points, four each at most. */
const BEFORE_BYTES = BEFORE * 4
const AFTER_BYTES = (BEFORE + CONTEXT_MAX + AFTER) * 4

export class Excerpt {
  readonly #before: Uint8Array
  readonly #after: Uint8Array[] = []
  #missingBytes = AFTER_BYTES
  /** How far into the text the match starts, in bytes. */
  readonly #start: number

  /** `start` is where the match starts in the window. */
  constructor(window: TextWindow, start: number) {
    this.#start = window.offset + start
    let from = Math.max(0, start - BEFORE_BYTES)
    while (isContinuation(window.bytes[from] as number)) from++
    this.#before = window.bytes.slice(from, start)
    this.#take(window, start)
  }

  /** Reads on in the window's new text; false once nothing is missing. */
  extend(window: TextWindow): boolean {
    this.#take(window, window.from)
    return this.#missingBytes > 0
  }

  #take(window: TextWindow, from: number): void {
    const part = window.bytes.slice(from, Math.min(window.to, from + this.#missingBytes))
    this.#missingBytes -= part.length
    this.#after.push(part)
  }

  /** The context of a match that ends at `end`, counted in bytes from the start of the text. */
  render(end: number): string {
    const after = Buffer.concat(this.#after)
    const matched = after.subarray(0, end - this.#start)
    const before = lastCodePoints(toPythonText(this.#before), BEFORE)
    const length = countCodePoints(toPythonText(matched)) + AFTER
    const text = before + firstCodePoints(toPythonText(after), length)
    // No match ends in white space: where not all of it was kept, what stands last is not the end.
    const isWhole = end - this.#start <= after.length
    return firstCodePoints(isWhole ? stripPython(text) : stripLeftPython(text), CONTEXT_MAX)
  }
}
