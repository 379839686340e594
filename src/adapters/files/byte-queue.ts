// Bytes in order, whatever chunks they came in: what the readers of packed formats look ahead with.

/** `peek`, `take` and `skip` throw an error when there are fewer bytes than that. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Whether there are so many bytes. */
  async has(count: number): Promise<boolean> {
    while (this.#held.length < count) {
      const { value, done } = await this.#chunks.next()
      if (done === true) return false
      this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value])
    }
    return true
  }

  async peek(count: number): Promise<Buffer> {
    if (!(await this.has(count))) throw new Error('an archive that is cut off')
    return this.#held.subarray(0, count)
  }

  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  /** As many bytes as are at hand, at least one. */
  async takeSome(): Promise<Buffer> {
    await this.peek(1)
    return this.take(this.#held.length)
  }

  /** These come next again: the last bytes of what was taken last. */
  giveBack(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([bytes, this.#held])
  }

  async skip(count: number): Promise<void> {
    let left = count
    while (left > this.#held.length) {
      left -= this.#held.length
      this.#held = Buffer.alloc(0)
      await this.peek(1)
    }
    this.#held = this.#held.subarray(left)
  }

  /** Passes over everything up to and including the next zero byte. */
  async skipPastZero(): Promise<void> {
    for (;;) {
      const some = await this.takeSome()
      const at = some.indexOf(0)
      if (at === -1) continue
      this.giveBack(some.subarray(at + 1))
      return
    }
  }

  /** Passes over zero bytes, if there are any. */
  async skipZeros(): Promise<void> {
    while (await this.has(1)) {
      const some = await this.takeSome()
      const at = some.findIndex((byte) => byte !== 0)
      if (at === -1) continue
      this.giveBack(some.subarray(at))
      return
    }
  }
}
