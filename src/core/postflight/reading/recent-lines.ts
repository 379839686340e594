// The last lines of a log, for whoever wants to see what stood before the current one.

import { RECENT_LINES_MAX } from './limits.ts'

/** Of a line before the current one; a longer one does not keep its chunk in memory. */
const RECENT_BYTES_MAX = 4_096
export interface RecentLine {
  readonly number: number
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
}

/** A ring of the last lines. */
export class RecentLines {
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

  /** Copies what it has of a chunk, which the caller may reuse: its lines follow one another. */
  leave(chunk: Buffer): void {
    const slots = this.#buffers.flatMap((buffer, slot) => (buffer === chunk ? [slot] : []))
    if (slots.length === 0) return
    const first = Math.min(...slots.map((slot) => this.#starts[slot] ?? 0))
    const copy = Buffer.from(chunk.subarray(first, Math.max(...slots.map((slot) => this.#ends[slot] ?? 0))))
    for (const slot of slots) {
      this.#buffers[slot] = copy
      this.#starts[slot] = (this.#starts[slot] ?? 0) - first
      this.#ends[slot] = (this.#ends[slot] ?? 0) - first
    }
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
