// Unpacks Zstandard as it comes in, block by block (RFC 8878). The decoder takes a frame's word for how much memory
// its window needs and moves the whole window for every block, so both are bounded here, before it sees a byte.

import { setImmediate } from 'node:timers/promises'
import { Decompress } from 'fzstd'
import { readFrames, type ZstdPiece } from './zstd-frames.ts'

/** Moving windows may cost this much to begin with, and so much more for each unpacked byte. */
const MOVED_BYTES_BASE = 4 * 1024 ** 3
const MOVED_PER_UNPACKED_BYTE = 128
/** After moving so much, other work gets its turn. */
const MOVED_BYTES_PER_TURN = 16 * 1024 ** 2

/** Throws an error that says what is wrong when the archive is damaged, cut off or asks for too much. */
export async function* unpackZstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked: Uint8Array[] = []
  let decoder: Decompress | undefined
  let unpackedBytes = 0
  let movedBytes = 0
  let turnBytes = 0
  for await (const piece of readFrames(packed)) {
    decoder ??= new Decompress((chunk) => unpacked.push(chunk))
    decoder.push(piece.bytes, piece.endsFrame)
    if (piece.endsFrame) decoder = undefined
    movedBytes += piece.windowBytes
    for (const chunk of unpacked.splice(0)) {
      unpackedBytes += chunk.length
      yield chunk
    }
    if (movedBytes > MOVED_BYTES_BASE + unpackedBytes * MOVED_PER_UNPACKED_BYTE) throw tooSmall(piece)
    turnBytes += piece.windowBytes
    if (turnBytes < MOVED_BYTES_PER_TURN) continue
    turnBytes = 0
    await setImmediate()
  }
}

function tooSmall(piece: ZstdPiece): Error {
  return new Error(`blocks too small for a window of ${piece.windowBytes} bytes to be unpacked in reasonable time`)
}
