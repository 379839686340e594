import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ToUtf8 } from '../../../../src/core/postflight/reading/utf16.ts'

const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\ufeff', ''))
const chunkBytes = fc.integer({ min: 1, max: 7 })

it.each([
  ['little', (utf16: Buffer) => utf16],
  ['big', (utf16: Buffer) => utf16.swap16()],
])('makes the same text of UTF-16 with a mark, %s endian, however the bytes come', (_, order) => {
  fc.assert(
    fc.property(text, chunkBytes, (written, bytes) => {
      const log = order(Buffer.from(`\ufeff${written}`, 'utf16le'))
      expect(decode(log, bytes)).toEqual(Buffer.from(written.toWellFormed()))
    }),
  )
})

it('passes all other bytes as they are', () => {
  fc.assert(
    fc.property(fc.uint8Array(), chunkBytes, (bytes, size) => {
      fc.pre(!(bytes.length > 1 && (bytes[0] ?? 0) + (bytes[1] ?? 0) === 0xff + 0xfe))
      expect(decode(Buffer.from(bytes), size)).toEqual(Buffer.from(bytes))
    }),
  )
})

it('tells of half a character at the end', () => {
  expect(decode(Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62]), 2).toString()).toBe('a\ufffd')
})

function decode(log: Buffer, bytes: number): Buffer {
  const toUtf8 = new ToUtf8()
  const parts: Uint8Array[] = []
  for (let at = 0; at < log.length; at += bytes) parts.push(toUtf8.decode(log.subarray(at, at + bytes)))
  return Buffer.concat([...parts, toUtf8.end()])
}
