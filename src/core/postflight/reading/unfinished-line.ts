// The line whose end has not come yet, from one chunk to the next.

import { LINE_BYTES_MAX } from './limits.ts'

/** Of a long one the beginning is kept and the rest is counted. */
export class UnfinishedLine {
  /** In bytes, with those that are not kept. */
  length = 0
  #parts: Buffer[] = []

  /** A copy is kept, since the caller may reuse the bytes. */
  add(bytes: Uint8Array): void {
    const room = LINE_BYTES_MAX - this.length
    if (bytes.length > 0 && room > 0) this.#parts.push(Buffer.from(bytes.subarray(0, room)))
    this.length += bytes.length
  }

  take(): { readonly bytes: Buffer; readonly length: number } {
    const { length } = this
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts)
    this.#parts = []
    this.length = 0
    return { bytes, length }
  }
}
