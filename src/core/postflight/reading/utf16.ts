// Logs in UTF-16, as Windows PowerShell writes them with `>`, become UTF-8; all others pass as they are.

import type { TextDecoder as Decoder } from 'node:util'

/** By the first two bytes of a log, its byte order mark. */
const ENCODINGS: ReadonlyMap<number, string> = new Map([
  [0xfffe, 'utf-16le'],
  [0xfeff, 'utf-16be'],
])
const MARK_BYTES = 2
const NOTHING = new Uint8Array(0)
const encoder = new TextEncoder()

export class ToUtf8 {
  /** Undefined until it is known. */
  #begin: Uint8Array | undefined = NOTHING
  #decoder: Decoder | undefined

  /** What is given back is valid until the chunk is overwritten. */
  decode(chunk: Uint8Array): Uint8Array {
    if (this.#begin !== undefined) return this.#decodeBegin(Buffer.concat([this.#begin, chunk]), chunk)
    return this.#decoder === undefined ? chunk : encoder.encode(this.#decoder.decode(chunk, { stream: true }))
  }

  /** What was held back. */
  end(): Uint8Array {
    return this.#begin ?? (this.#decoder === undefined ? NOTHING : encoder.encode(this.#decoder.decode()))
  }

  #decodeBegin(begin: Uint8Array, chunk: Uint8Array): Uint8Array {
    if (begin.length < MARK_BYTES) {
      this.#begin = begin
      return NOTHING
    }
    const isAtOnce = begin.length === chunk.length
    this.#begin = undefined
    const encoding = ENCODINGS.get(((begin[0] ?? 0) << 8) | (begin[1] ?? 0))
    if (encoding === undefined) return isAtOnce ? chunk : begin
    this.#decoder = new TextDecoder(encoding)
    return this.decode(begin)
  }
}
