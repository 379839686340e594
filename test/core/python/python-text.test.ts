import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitValue, toInteger } from '../../../src/core/python/digits.ts'
import { renderOsError, reprText } from '../../../src/core/python/repr.ts'
import { countCodePoints, firstCodePoints, lastCodePoints, toPythonText } from '../../../src/core/python/text.ts'
import { dropMalformed, openTailBytes } from '../../../src/core/python/utf8.ts'
import { spaceBytesAt, stripPython } from '../../../src/core/python/whitespace.ts'

const clean = (hex: string) => {
  const bytes = Buffer.from(hex, 'hex')
  return bytes.subarray(0, dropMalformed(bytes, 0, bytes.length)).toString('hex')
}

describe('malformed UTF-8', () => {
  test.each([
    ['an overlong form', 'c0806141', '6141'],
    ['an overlong form of three bytes', 'e09fbf41', '41'],
    ['a surrogate', 'eda08041', '41'],
    ['what lies above U+10FFFF', 'f490808041f5808080', '41'],
    ['a lone continuation', '8041bf', '41'],
    ['a character that another one cuts off', 'e282c3a9', 'c3a9'],
    ['a character that the end cuts off', '41f09f98', '41'],
  ])('%s is dropped', (_, hex, expected) => {
    expect(clean(hex)).toBe(expected)
  })

  test('what is kept is what a decoder reads, without its replacement marks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (raw) => {
        const bytes = Buffer.from(raw)
        const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\ufffd', '')
        const kept = bytes.subarray(0, dropMalformed(bytes, 0, bytes.length)).toString()
        expect(kept.replaceAll('\ufffd', '')).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['', 0],
    ['41', 0],
    ['c3', 1],
    ['e282', 2],
    ['f09f98', 3],
    ['f09f9880', 0],
    ['e09f', 0],
    ['eda0', 0],
    ['8080', 0],
    ['41f4', 1],
  ])('a text that ends in %s waits for the rest of %i bytes', (hex, expected) => {
    const bytes = Buffer.from(hex, 'hex')
    expect(openTailBytes(bytes, 0, bytes.length)).toBe(expected)
  })
})

describe('white space', () => {
  const SPACES = '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000'

  test('all that Python strips is stripped, and nothing else', () => {
    expect(stripPython(`${SPACES}a b${SPACES}`)).toBe('a b')
    for (const other of ['\ufeff', '\u200b', '\u180e', '\0', '\x1b']) expect(stripPython(other)).toBe(other)
  })

  test('its length in bytes agrees with what is stripped, for every code point', () => {
    for (let codePoint = 0; codePoint < 0x3100; codePoint++) {
      const character = String.fromCodePoint(codePoint)
      const bytes = Buffer.from(character)
      expect([character, spaceBytesAt(bytes, 0)]).toEqual([character, stripPython(character) ? 0 : bytes.length])
    }
  })
})

describe('code points', () => {
  test('cuts and counts see no half of a character', () => {
    expect(firstCodePoints('a😀b', 2)).toBe('a😀')
    expect(lastCodePoints('a😀b', 2)).toBe('😀b')
    expect(countCodePoints('a😀b')).toBe(3)
    expect(firstCodePoints('\ud83da', 1)).toBe('\ud83d')
  })

  test('every line break is a line feed', () => {
    expect(toPythonText(Buffer.from('a\r\nb\rc\n\r\u2028'))).toBe('a\nb\nc\n\n\u2028')
    expect(toPythonText(Buffer.from('\ufeffa'))).toBe('\ufeffa')
  })
})

describe('numbers', () => {
  test('digits of any script have their value', () => {
    expect(['7', '٣', '९', '９', '𝟗'].map((digit) => digitValue(digit.codePointAt(0) ?? 0))).toEqual([7, 3, 9, 9, 9])
    expect(['a', '²', '½', '一', '\u{11f50}'].map((other) => digitValue(other.codePointAt(0) ?? 0))).toEqual(
      Array(5).fill(undefined),
    )
  })

  test('whole numbers are exact', () => {
    expect(toInteger('9007199254740991')).toBe(9007199254740991)
    expect(toInteger('9007199254740993')).toBe(9007199254740993n)
    expect(Object.is(toInteger('-0'), 0)).toBe(true)
  })
})

describe('repr', () => {
  test.each([
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    [`'"`, `'\\'"'`],
    ['\\\n\r\t\0\x7f\x85', "'\\\\\\n\\r\\t\\x00\\x7f\\x85'"],
    ['é😀\u200b\u{e0001}', "'é😀\\u200b\\U000e0001'"],
  ])('%j is written as Python writes it', (text, expected) => {
    expect(reprText(text)).toBe(expected)
  })

  test('an error of the operating system reads as in Python', () => {
    const error = Object.assign(new Error('EISDIR: …'), { code: 'EISDIR', errno: -21 })
    expect(renderOsError(error, '/a')).toBe("[Errno 21] Is a directory: '/a'")
  })
})
