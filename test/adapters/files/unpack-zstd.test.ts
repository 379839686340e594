import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unpackZstd } from '../../../src/adapters/files/unpack-zstd.ts'

const fixture = readFileSync(new URL('../../fixtures/logs/two-frames.zst', import.meta.url))

async function unpack(archive: Uint8Array, chunkBytes = 16_384): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of unpackZstd(cut(archive, chunkBytes))) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* cut(archive: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < archive.length; at += chunkBytes) yield archive.subarray(at, at + chunkBytes)
}

/** A frame of stored (type 0) and repeated (type 1) blocks, RFC 8878, section 3.1.1. */
function frame(windowDescriptor: number, blocks: readonly { type: 0 | 1; size: number }[]): Buffer {
  const parts = blocks.map(({ type, size }, index) => {
    const header = Buffer.alloc(3)
    header.writeUIntLE((size << 3) | (type << 1) | (index === blocks.length - 1 ? 1 : 0), 0, 3)
    return Buffer.concat([header, Buffer.alloc(type === 0 ? size : 1, 'x')])
  })
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, windowDescriptor]), ...parts])
}

const WINDOW_8_MIB = 13 << 3

describe('unpacking Zstandard', () => {
  test.each([1, 7, 1_000, 16_384, 1_000_000])('all frames come out whole in chunks of %i bytes', async (chunkBytes) => {
    const unpacked = await unpack(fixture, chunkBytes)
    expect(createHash('sha256').update(unpacked).digest('hex')).toBe(FIXTURE_SHA256)
  })

  test('what can be unpacked of an archive that is cut off comes out before the error', async () => {
    const chunks: Uint8Array[] = []
    const archive = fixture.subarray(0, fixture.length - 10)
    await expect(
      (async () => {
        for await (const chunk of unpackZstd(cut(archive, 100))) chunks.push(chunk)
      })(),
    ).rejects.toThrow('cut off')
    expect(Buffer.concat(chunks).length).toBeGreaterThan(100_000)
  })

  test('tiny frames, empty frames and an empty archive are fine', async () => {
    expect((await unpack(frame(0, [{ type: 0, size: 1 }]))).toString()).toBe('x')
    expect(
      (await unpack(Buffer.concat([frame(0, [{ type: 0, size: 0 }]), frame(0, [{ type: 1, size: 5 }])]))).toString(),
    ).toBe('xxxxx')
    expect((await unpack(Buffer.alloc(0))).length).toBe(0)
  })

  test('a frame that wants a larger window is refused before any memory is taken', async () => {
    expect((await unpack(frame(WINDOW_8_MIB, [{ type: 1, size: 9 }]))).length).toBe(9)
    await expect(unpack(frame(WINDOW_8_MIB + 1, [{ type: 1, size: 9 }]))).rejects.toThrow('a window of 9437184 bytes')
    const single = Buffer.from('28b52ffd' + 'e0' + 'ffffffffff000000' + '010000', 'hex')
    await expect(unpack(single)).rejects.toThrow('a window of 1099511627775 bytes')
  })

  test('blocks that cost more to unpack than they hold are refused', async () => {
    const blocks = Array.from({ length: 1_000 }, () => ({ type: 0, size: 1 }) as const)
    await expect(unpack(frame(WINDOW_8_MIB, blocks))).rejects.toThrow('blocks too small')
    expect((await unpack(frame(0, blocks))).length).toBe(1_000)
  })

  test.each([
    ['no archive at all', Buffer.from('no archive')],
    ['a block of a reserved type', Buffer.from('28b52ffd0000070000', 'hex')],
    ['a block that is too large', Buffer.from('28b52ffd0000ffff7f', 'hex').fill(0xf9, 6)],
    ['half a magic number', Buffer.from('28b5', 'hex')],
    ['damage within a block', Buffer.from(fixture).fill(0xff, 200, 400)],
  ])('%s is an error', async (_, archive) => {
    await expect(unpack(archive)).rejects.toThrow()
  })
})

const FIXTURE_SHA256 = '967edce74201ed66635e312dd51b07f73bae43089994dc6e43ee9a19c4153f66'
