import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutText, toPlainText } from '../../../src/core/formats/plain-text.ts'

it('removes escapes whole, so that nothing of them is left as text', () => {
  expect(
    toPlainText(
      '\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u001b]8;;http://a\u001b\\link\u001b(B\u001b_bk;t=1\u0007',
    ),
  ).toBe('red link')
})

it('hides nothing behind a string of a terminal that does not end on its line', () => {
  expect(toPlainText('\u001b]0;one\ntwo\u0007')).toBe('0;one\ntwo')
})

it('keeps tabs and line feeds and makes line feeds of carriage returns', () => {
  expect(toPlainText('a\tb\r\nc\rd')).toBe('a\tb\nc\nd')
})

it('is well-formed and free of control characters whatever comes in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 0xffff })), (text, units) => {
      const plain = toPlainText(text + String.fromCharCode(...units))
      expect(plain.isWellFormed()).toBe(true)
      expect(plain).not.toMatch(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/u)
    }),
  )
})

it('cuts between characters and says so', () => {
  expect(cutText('abc', 3)).toBe('abc')
  expect(cutText('\u{1f600}\u{1f600}\u{1f600}', 2)).toBe('\u{1f600}…')
})
