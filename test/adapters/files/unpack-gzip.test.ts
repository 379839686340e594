import { randomBytes } from 'node:crypto'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { unpackGzip } from '../../../src/adapters/files/unpack-gzip.ts'

const HANG_MS = 5_000
const CHUNK_BYTES = [1, 7, 16_384, 1_000_000]

/** What came out, and the message of the error that ended it. */
async function unpack(archive: Uint8Array, chunkBytes = 16_384) {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of unpackGzip(cut(archive, chunkBytes))) chunks.push(chunk)
    return { text: Buffer.concat(chunks).toString(), error: undefined }
  } catch (error) {
    return { text: Buffer.concat(chunks).toString(), error: (error as Error).message }
  }
}

async function* cut(archive: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < archive.length; at += chunkBytes) yield archive.subarray(at, at + chunkBytes)
}

const joined = (...parts: readonly Uint8Array[]) => Buffer.concat(parts)
const short = gzipSync('exit:1\n')
const long = gzipSync('a'.repeat(300_000))

describe('unpacking gzip', { timeout: HANG_MS }, () => {
  describe.each(CHUNK_BYTES)('in chunks of %i bytes', (chunkBytes) => {
    test.each([
      ['one member', short, 'exit:1\n'],
      ['several members', joined(long, short, short), `${'a'.repeat(300_000)}exit:1\nexit:1\n`],
      ['padding of 1 zero byte', joined(short, Buffer.alloc(1)), 'exit:1\n'],
      ['padding of 100 zero bytes', joined(short, Buffer.alloc(100)), 'exit:1\n'],
      ['padding of 100,000 zero bytes', joined(short, Buffer.alloc(100_000)), 'exit:1\n'],
      ['padding between members', joined(short, Buffer.alloc(500), short), 'exit:1\nexit:1\n'],
      ['an empty member', joined(gzipSync(''), short), 'exit:1\n'],
    ])('%s comes out whole, without an error', async (_, archive, text) => {
      expect(await unpack(archive, chunkBytes)).toEqual({ text, error: undefined })
    })

    test.each([
      ['text', joined(short, Buffer.from('garbage'))],
      ['a single byte', joined(short, Buffer.from('x'))],
      ['half a magic number', joined(short, Buffer.of(0x1f))],
      ['text after padding', joined(short, Buffer.alloc(100), Buffer.from('garbage'))],
      ['much of it', joined(short, Buffer.alloc(100_000, 'x'))],
    ])('all of the archive comes out before an error for garbage that follows: %s', async (_, archive) => {
      expect(await unpack(archive, chunkBytes)).toEqual({
        text: 'exit:1\n',
        error: 'bytes after its end that belong to no gzip archive',
      })
    })

    test('what stands before the cut comes out before the error, wherever it is', async () => {
      for (let length = 2; length < short.length; length++) {
        const { text, error } = await unpack(short.subarray(0, length), chunkBytes)
        expect('exit:1\n'.startsWith(text)).toBe(true)
        expect(error).toBe('an archive that is cut off')
      }
      const inSecond = await unpack(joined(short, long.subarray(0, 15)), chunkBytes)
      expect(inSecond.text.startsWith('exit:1\n')).toBe(true)
      expect(inSecond.error).toBe('an archive that is cut off')
    })
  })

  test('a name, a comment, further fields and a checksum of the header are passed over', async () => {
    const header = Buffer.from('1f8b08' + '1e' + '00000000' + '0003' + '0400' + '41000000', 'hex')
    const named = joined(header, Buffer.from('output.log\0a comment\0'), Buffer.of(1, 2), short.subarray(10))
    expect(await unpack(named, 3)).toEqual({ text: 'exit:1\n', error: undefined })
  })

  test.each([
    ['no archive at all', Buffer.from('no archive'), 'bytes that begin no gzip archive'],
    ['zero bytes only', Buffer.alloc(100), 'bytes that begin no gzip archive'],
    ['another method', Buffer.from('1f8b0700000000000003', 'hex'), 'compression method 7'],
    ['reserved flags', Buffer.from('1f8b08e0000000000003', 'hex'), 'flags of a reserved kind'],
    ['an empty file', Buffer.alloc(0), 'an archive that is cut off'],
  ])('%s is an error', async (_, archive, message) => {
    expect(await unpack(archive)).toEqual({ text: '', error: expect.stringContaining(message) })
  })

  test('damage within a member is an error after what came out before it', async () => {
    const text = randomBytes(100_000).toString('hex')
    const archive = gzipSync(text).fill(0, 60_000, 60_200)
    const unpacked = await unpack(archive)
    expect(unpacked.error).toBeDefined()
    expect(unpacked.text.length).toBeGreaterThan(90_000)
  })

  test.each([
    ['checksum', -8],
    ['length', -4],
  ])('a wrong %s is an error after all of the text', async (_, at) => {
    const archive = Buffer.from(short)
    archive[archive.length + at] = (archive.at(at) ?? 0) ^ 1
    expect(await unpack(archive)).toEqual({ text: 'exit:1\n', error: expect.stringContaining('does not match') })
  })

  test('members that cost more to unpack than they hold are refused', { timeout: 60_000 }, async () => {
    const flood = (count: number) => Buffer.concat(Array.from({ length: count }, () => EMPTY))
    expect(await unpack(flood(1_000))).toEqual({ text: '', error: undefined })
    expect((await unpack(flood(30_000))).error).toContain('members too small')
  })
})

const EMPTY = joined(short.subarray(0, 10), deflateRawSync(''), Buffer.alloc(8))
