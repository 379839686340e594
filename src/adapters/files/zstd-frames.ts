// Cuts a Zstandard stream into its parts, by RFC 8878, section 3.1: frame headers and blocks. Unpacks nothing.

import { ByteQueue } from './byte-queue.ts'

export interface ZstdPiece {
  /** A frame's header, or one block, the last one with the checksum that follows it. */
  readonly bytes: Uint8Array
  readonly endsFrame: boolean
  /** What the decoder keeps of earlier output for this frame. */
  readonly windowBytes: number
}

/** RFC 8878 asks decoders to support at least this and advises encoders not to ask for more. */
const ZSTD_WINDOW_BYTES_MAX = 8 * 1024 ** 2

const MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a50
const FRAME_HEADER_BYTES_MIN = 5
const BLOCK_HEADER_BYTES = 3
const BLOCK_BYTES_MAX = 131_072
const CHECKSUM_BYTES = 4

/** Throws an error that says what is wrong. */
export async function* readFrames(packed: AsyncIterable<Uint8Array>): AsyncGenerator<ZstdPiece> {
  const input = new ByteQueue(packed)
  while (await input.has(1)) {
    const magic = (await input.peek(4)).readUInt32LE()
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      await input.skip((await input.peek(8)).readUInt32LE(4) + 8)
    } else if (magic === MAGIC) {
      yield* readFrame(input)
    } else {
      throw new Error('bytes that begin no Zstandard frame')
    }
  }
}

async function* readFrame(input: ByteQueue): AsyncGenerator<ZstdPiece> {
  const { headerBytes, windowBytes, hasChecksum } = await readHeader(input)
  if (windowBytes > ZSTD_WINDOW_BYTES_MAX) {
    throw new Error(`a window of ${windowBytes} bytes, more than ${ZSTD_WINDOW_BYTES_MAX}`)
  }
  yield { bytes: await input.take(headerBytes), endsFrame: false, windowBytes }
  for (let isLast = false; !isLast; ) {
    const header = (await input.peek(BLOCK_HEADER_BYTES)).readUIntLE(0, BLOCK_HEADER_BYTES)
    isLast = (header & 1) === 1
    const bytes = await input.take(blockBytes(header) + (isLast && hasChecksum ? CHECKSUM_BYTES : 0))
    yield { bytes, endsFrame: isLast, windowBytes }
  }
}

/** Sections 3.1.1.1.1 to 3.1.1.1.4. */
async function readHeader(input: ByteQueue) {
  const flags = (await input.peek(FRAME_HEADER_BYTES_MIN)).readUInt8(4)
  const isSingleSegment = (flags & 0x20) !== 0
  const sizeFlag = flags >> 6
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] as number
  const sizeAt = FRAME_HEADER_BYTES_MIN + (isSingleSegment ? 0 : 1) + dictionaryBytes
  const header = await input.peek(sizeAt + sizeBytes)
  const windowBytes = isSingleSegment
    ? readSize(header.subarray(sizeAt, sizeAt + sizeBytes))
    : windowOf(header.readUInt8(5))
  return { headerBytes: sizeAt + sizeBytes, windowBytes, hasChecksum: (flags & 4) !== 0 }
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function readSize(bytes: Buffer): number {
  if (bytes.length === 8) return Number(bytes.readBigUInt64LE())
  return bytes.readUIntLE(0, bytes.length) + (bytes.length === 2 ? 256 : 0)
}

/** Section 3.1.1.2: a block that repeats one byte holds just that byte. */
function blockBytes(header: number): number {
  const type = (header >> 1) & 3
  const size = header >> 3
  if (type === 3) throw new Error('a block of a reserved type')
  if (type === 1) return BLOCK_HEADER_BYTES + 1
  if (size > BLOCK_BYTES_MAX) throw new Error(`a block of ${size} bytes, more than ${BLOCK_BYTES_MAX}`)
  return BLOCK_HEADER_BYTES + size
}
