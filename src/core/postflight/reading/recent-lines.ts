// The last lines of a log, for whoever wants to see what stood before the current one.

import { RECENT_LINES_MAX } from './limits.ts'

/** So much is kept of a line before the current one. */
const RECENT_BYTES_MAX = 4_096

export interface RecentLine {
  readonly number: number
  readonly buffer: Buffer
  readonly start: number
  readonly end: number
}

/** Where lines stand that follow one another: the start and the end of each. */
export type Places = ArrayLike<number>

/** Lines that were read at a time. */
interface Block {
  readonly buffer: Buffer
  readonly places: Places
  /** What the buffer's first byte is in places. */
  readonly base: number
  readonly first: number
}

export class RecentLines {
  /** The oldest first. */
  #blocks: readonly Block[] = []

  /** Copies lines; the first of them has the given number. Of long ones the beginning is kept. */
  keep(memory: Buffer, places: Places, first: number): void {
    const count = places.length / 2
    if (count === 0) return
    const block = { ...copy(memory, places), first }
    const older = count >= RECENT_LINES_MAX ? [] : this.#blocks.slice(-(RECENT_LINES_MAX - count))
    this.#blocks = [...older, block]
  }

  last(count: number): readonly RecentLine[] {
    const lines: RecentLine[] = []
    for (let index = this.#blocks.length - 1; index >= 0 && lines.length < count; index--) {
      lines.unshift(...recentLines(this.#blocks[index] as Block).slice(lines.length - count))
    }
    return lines
  }
}

/** `first`: the number of the first of them. */
export function recentLines({ buffer, places, base, first }: Block): RecentLine[] {
  const lines: RecentLine[] = []
  for (let index = 0; index < places.length; index += 2) {
    const start = (places[index] ?? 0) - base
    const end = Math.min((places[index + 1] ?? 0) - base, start + RECENT_BYTES_MAX)
    lines.push({ number: first + index / 2, buffer, start, end })
  }
  return lines
}

/** For who may ask for the line later: of many that are kept so, each holds as many bytes as it has, and no buffer. */
export function keepBytes({ buffer, start, end, number }: RecentLine): () => RecentLine {
  const bytes = buffer.toString('latin1', start, end)
  return () => ({ number, buffer: Buffer.from(bytes, 'latin1'), start: 0, end: bytes.length })
}

function copy(memory: Buffer, places: Places): Omit<Block, 'first'> {
  const first = places[0] ?? 0
  const last = places[places.length - 1] ?? 0
  if (last - first <= (RECENT_BYTES_MAX * places.length) / 2)
    return { buffer: Buffer.from(memory.subarray(first, last)), places, base: first }
  const lines = recentLines({ buffer: memory, places, base: 0, first: 0 })
  const ends: number[] = []
  for (const { start, end } of lines) ends.push((ends.at(-1) ?? 0) + end - start)
  return {
    buffer: Buffer.concat(lines.map(({ buffer, start, end }) => buffer.subarray(start, end))),
    places: ends.flatMap((end, index) => [ends[index - 1] ?? 0, end]),
    base: 0,
  }
}
