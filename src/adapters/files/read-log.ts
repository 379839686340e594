// Streams the unpacked bytes of a log, plain or packed. What can be read is handed on before an error is thrown.

import { PostflightError } from '../../core/error.ts'
import type { Handle } from './file-calls.ts'
import { unpackGzip } from './unpack-gzip.ts'

export type LogFormat = 'plain' | 'gzip' | 'zstd'

export interface StoredLog {
  readonly path: string
  readonly format: LogFormat
  /** How much an archive may unpack to, in bytes. */
  readonly bytesMax: number
}

/** Throws `log.unreadable`, and `log.broken` for a damaged archive or one that unpacks to more than allowed. */
export async function* readLog(log: StoredLog, openFile: () => Promise<Handle>): AsyncGenerator<Uint8Array> {
  const handle = await openFile().catch((error: unknown) => rethrow(log, error))
  try {
    const plain = log.format === 'plain' ? Buffer.allocUnsafeSlow(PLAIN_CHUNK_BYTES) : undefined
    const chunks = readChunks(log, handle, () => plain ?? Buffer.allocUnsafeSlow(PACKED_CHUNK_BYTES))
    if (log.format === 'plain') yield* chunks
    else yield* limited(log, unpack(log, chunks))
  } finally {
    await handle.close()
  }
}

/** Read into again and again: fresh memory costs more than the reading. */
const PLAIN_CHUNK_BYTES = 65_536
/** Small, since each may unpack to a thousand times its size at once. */
const PACKED_CHUNK_BYTES = 16_384

async function* readChunks(log: StoredLog, handle: Handle, nextBuffer: () => Buffer): AsyncGenerator<Uint8Array> {
  for (;;) {
    const buffer = nextBuffer()
    const bytesRead = await handle.read(buffer).catch((error: unknown) => rethrow(log, error))
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

async function* unpack(log: StoredLog, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (log.format === 'gzip') yield* unpackGzip(packed)
    else yield* (await import('./unpack-zstd.ts')).unpackZstd(packed)
  } catch (error) {
    if (error instanceof PostflightError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new PostflightError('log.broken', `Expected ${log.path} to be a whole archive, got: ${reason}`, {
      cause: error,
    })
  }
}

async function* limited(log: StoredLog, unpacked: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = log.bytesMax
  for await (const chunk of unpacked) {
    if (left > 0) yield chunk.subarray(0, left)
    left -= chunk.length
    if (left >= 0) continue
    const expected = `Expected ${log.path} to unpack to at most ${log.bytesMax} bytes`
    throw new PostflightError('log.broken', `${expected}, got more; the rest was not read`)
  }
}

function rethrow(log: StoredLog, error: unknown): never {
  if (error instanceof PostflightError) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new PostflightError('log.unreadable', `Expected ${log.path} to be readable, got: ${reason}`, { cause: error })
}
