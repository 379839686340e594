// Unpacks gzip (RFC 1952) member by member as it comes in, past the zero bytes that tapes and archivers pad with.
// What was unpacked is handed on before an error is thrown: all of it where an archive is cut off or is followed by
// something else, all but zlib's last 16 KiB at most where it is damaged.

import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib'
import { ByteQueue } from './byte-queue.ts'

/** A member costs some 80 microseconds, whatever it holds: so many are read, and so many more for what they hold. */
const MEMBERS_BASE = 25_000
const UNPACKED_BYTES_PER_MEMBER = 128

/** Throws an error that says what is wrong when the archive is damaged, cut off, or followed by something else. */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new ByteQueue(packed)
  let members = 0
  let unpackedBytes = 0
  await input.peek(1)
  do {
    if (members > MEMBERS_BASE + unpackedBytes / UNPACKED_BYTES_PER_MEMBER) {
      throw new Error('members too small to be unpacked in reasonable time')
    }
    if (!(await beginsMember(input))) throw strangeBytes(members)
    for await (const chunk of readMember(input)) {
      unpackedBytes += chunk.length
      yield chunk
    }
    members += 1
    await input.skipZeros()
  } while (await input.has(1))
}

const MAGIC = 0x1f8b

async function beginsMember(input: ByteQueue): Promise<boolean> {
  return (await input.has(2)) && (await input.peek(2)).readUInt16BE() === MAGIC
}

function strangeBytes(members: number): Error {
  if (members === 0) return new Error('bytes that begin no gzip archive')
  return new Error('bytes after its end that belong to no gzip archive')
}

async function* readMember(input: ByteQueue): AsyncGenerator<Uint8Array> {
  await skipHeader(input)
  let checksum = 0
  let length = 0
  for await (const chunk of inflate(input)) {
    checksum = crc32(chunk, checksum)
    length += chunk.length
    yield chunk
  }
  const trailer = await input.take(TRAILER_BYTES)
  if (trailer.readUInt32LE() !== checksum) throw new Error('a checksum that does not match what was unpacked')
  if (trailer.readUInt32LE(4) !== length % 2 ** 32) throw new Error('a length that does not match what was unpacked')
}

const TRAILER_BYTES = 8

/** Section 2.3. */
const HEADER_BYTES = 10
const DEFLATE = 8
const FLAG = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const

async function skipHeader(input: ByteQueue): Promise<void> {
  const header = await input.take(HEADER_BYTES)
  const method = header.readUInt8(2)
  const flags = header.readUInt8(3)
  if (method !== DEFLATE) throw new Error(`compression method ${method}, not ${DEFLATE}`)
  if (flags & FLAG.reserved) throw new Error('flags of a reserved kind')
  if (flags & FLAG.extra) await input.skip((await input.take(2)).readUInt16LE())
  if (flags & FLAG.name) await input.skipPastZero()
  if (flags & FLAG.comment) await input.skipPastZero()
  if (flags & FLAG.headerChecksum) await input.skip(2)
}

/** One stream of deflated bytes; what follows it stays in the queue. */
async function* inflate(input: ByteQueue): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw()
  const unpacked: Uint8Array[] = []
  inflater.on('data', (chunk: Uint8Array) => unpacked.push(chunk))
  try {
    for (let state: InflateState = 'open'; state === 'open'; ) {
      const chunk = await input.takeSome()
      const before = inflater.bytesWritten
      state = await write(inflater, chunk)
      yield* unpacked.splice(0)
      if (state instanceof Error) throw state
      input.giveBack(chunk.subarray(inflater.bytesWritten - before))
    }
  } finally {
    inflater.destroy()
  }
}

type InflateState = 'open' | 'ended' | Error

/** Settles once all that this chunk unpacks to has come out. Zlib ends by itself when bytes follow the stream's end. */
function write(inflater: InflateRaw, chunk: Uint8Array): Promise<InflateState> {
  return new Promise((resolve) => {
    const settle = (state: InflateState) => {
      inflater.off('error', settle).off('end', onEnd)
      resolve(state)
    }
    const onEnd = () => settle('ended')
    inflater.once('error', settle).once('end', onEnd)
    inflater.write(chunk, () => settle('open'))
  })
}
