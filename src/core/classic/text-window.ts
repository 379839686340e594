// Turns chunks of raw bytes into well-formed UTF-8, one part after the other, each with some of what came before
// it at hand. However the bytes are cut into chunks, the same text goes by.

import { isUtf8 } from 'node:buffer'
import { dropMalformed, isContinuation, openTailBytes } from '../python/utf8.ts'

/** Bytes of earlier text that stay readable before `from`; matches and their context reach back less far. */
const HISTORY_BYTES = 512
/** Bytes taken in at once. */
const PART_BYTES_MAX = 65_536
/** A character that is cut off at the end of a part waits for its rest. */
const TAIL_BYTES_MAX = 3

export class TextWindow {
  readonly bytes = new Uint8Array(HISTORY_BYTES + TAIL_BYTES_MAX + PART_BYTES_MAX)
  /** The new text is `bytes[from, to)`; what stands before `from` is what came last. */
  from = 0
  to = 0
  /** How far into the text `bytes[0]` is. */
  offset = 0
  #tailBytes = 0

  /** Takes in the start of `chunk`, after which `from` and `to` bound the new text; returns the bytes taken. */
  take(chunk: Uint8Array, at: number): number {
    this.#slide()
    const part = chunk.subarray(at, at + PART_BYTES_MAX)
    this.bytes.set(part, this.to + this.#tailBytes)
    const filled = this.to + this.#tailBytes + part.length
    this.#tailBytes = openTailBytes(this.bytes, this.from, filled)
    const whole = filled - this.#tailBytes
    this.to = isUtf8(this.bytes.subarray(this.from, whole)) ? whole : this.#clean(whole)
    return part.length
  }

  /** Where the character stands that is `count` characters before `end`. */
  back(end: number, count: number): number {
    let at = end
    for (let left = count; left > 0; left--) {
      at--
      while (isContinuation(this.bytes[at] as number)) at--
    }
    return at
  }

  #slide(): void {
    const kept = Math.min(this.to, HISTORY_BYTES)
    this.bytes.copyWithin(0, this.to - kept, this.to + this.#tailBytes)
    this.offset += this.to - kept
    this.from = this.to = kept
  }

  #clean(whole: number): number {
    const end = dropMalformed(this.bytes, this.from, whole)
    this.bytes.copyWithin(end, whole, whole + this.#tailBytes)
    return end
  }
}
