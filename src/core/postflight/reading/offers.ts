// Hands lines to the readers that want them: for a literal that a line holds, because they listen for what comes next, or
// for who speaks it.

import type { LineReader, Listen } from './line-reader.ts'
import type { LogLine, Speaker } from './log-line.ts'

export class Offers {
  readonly #readers: readonly LineReader[]
  /** By reader: the stamp of the line that was offered to it last. */
  readonly #offered: Uint32Array
  /** By reader: the number of the last line that it listens for. */
  readonly #until: Float64Array
  readonly #listens: readonly Listen[]
  readonly #bySpeaker: ReadonlyMap<Speaker, readonly number[]>
  #lastUntil = 0
  #line = 0
  #stamp = 0

  constructor(readers: readonly LineReader[]) {
    this.#readers = readers
    this.#offered = new Uint32Array(readers.length)
    this.#until = new Float64Array(readers.length)
    this.#listens = readers.map((_, index) => (lines) => this.#listen(index, lines))
    const all = readers.map((_, index) => index)
    this.#bySpeaker = new Map(
      SPEAKERS.map((speaker) => [speaker, all.filter((index) => readers[index]?.speakers?.includes(speaker))]),
    )
  }

  /** Whether a line after the given one, or a line of this speaker, is wanted whatever it holds. */
  wantsNext(line: number, speaker: Speaker): boolean {
    return this.#lastUntil > line || (this.#bySpeaker.get(speaker)?.length ?? 0) > 0
  }

  /** `called`: readers, by their index, of which the line holds a literal. */
  offer(line: LogLine, called: readonly number[]): void {
    this.#stamp++
    this.#line = line.number
    for (const index of called) this.#give(index, line)
    if (this.#lastUntil >= line.number) {
      for (let index = 0; index < this.#until.length; index++)
        if ((this.#until[index] ?? 0) >= line.number) this.#give(index, line)
    }
    for (const index of this.#bySpeaker.get(line.speaker) ?? []) this.#give(index, line)
  }

  #give(index: number, line: LogLine): void {
    if (this.#offered[index] === this.#stamp) return
    this.#offered[index] = this.#stamp
    this.#readers[index]?.read(line, this.#listens[index] ?? NOBODY)
  }

  #listen(index: number, lines: number): void {
    const until = this.#line + lines
    if (until === this.#until[index]) return
    this.#until[index] = until
    // When a reader takes it back, others may still listen; a few lines more are wanted for nothing.
    this.#lastUntil = Math.max(this.#lastUntil, until)
  }
}

const NOBODY: Listen = () => undefined
const SPEAKERS: readonly Speaker[] = ['output', 'command', 'agent', 'task', 'quoted']
