// Random choices that a seed repeats exactly.

export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number of at least `from` and below `to`. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(0, items.length)] as Item
  }

  chance(share: number): boolean {
    return this.next() < share
  }
}
