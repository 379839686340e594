// Hands lines to the readers that want them: for a literal that a line holds, as one of the lines that follow such a line,
// or for who speaks it.

import type { LineReader } from './line-reader.ts'
import type { LogLine, Speaker } from './log-line.ts'

export class Offers {
  readonly #readers: readonly LineReader[]
  /** By reader: the stamp of the line that was offered to it last. */
  readonly #offered: Uint32Array
  /** By reader: the number of the last line that is offered whatever it holds. */
  readonly #until: Float64Array
  readonly #bySpeaker: ReadonlyMap<Speaker, readonly number[]>
  readonly #withFollowing: readonly number[]
  #lastUntil = 0
  #stamp = 0

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers
    this.#offered = new Uint32Array(readers.length)
    this.#until = new Float64Array(readers.length)
    const all = readers.map((_, index) => index)
    this.#withFollowing = all.filter((index) => (readers[index]?.following ?? 0) > 0)
    this.#bySpeaker = new Map(
      SPEAKERS.map((speaker) => [speaker, all.filter((index) => readers[index]?.speakers?.includes(speaker))]),
    )
  }

  /** Whether a line after the given one, or a line of this speaker, is wanted whatever it holds. */
  wantsNext(line: number, speaker: Speaker): boolean {
    return this.#lastUntil > line || (this.#bySpeaker.get(speaker)?.length ?? 0) > 0
  }

  /** `called`: readers, by their index, of which the line holds a literal; several times where it holds several. */
  offer(line: LogLine, called: Iterable<number>): void {
    this.#stamp++
    for (const index of called) this.#give(index, line, true)
    if (this.#lastUntil >= line.number) {
      for (const index of this.#withFollowing)
        if ((this.#until[index] ?? 0) >= line.number) this.#give(index, line, false)
    }
    for (const index of this.#bySpeaker.get(line.speaker) ?? []) this.#give(index, line, false)
  }

  #give(index: number, line: LogLine, isCalled: boolean): void {
    if (this.#offered[index] === this.#stamp) return
    this.#offered[index] = this.#stamp
    const reader = this.#readers[index]
    if (isCalled && reader?.following !== undefined) {
      this.#until[index] = line.number + reader.following
      this.#lastUntil = Math.max(this.#lastUntil, line.number + reader.following)
    }
    reader?.read(line)
  }
}

const SPEAKERS: readonly Speaker[] = ['output', 'command', 'agent', 'task', 'quoted']
