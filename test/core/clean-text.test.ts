import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../src/core/clean-text.ts'

describe('cleaning text', () => {
  it('replaces NULs and lone surrogates', () => {
    expect(cleanText('a\0b\ud800c\udfffd')).toBe('a\ufffdb\ufffdc\ufffdd')
  })

  it('leaves everything else as it is, whole surrogate pairs included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0'))
        expect(cleanText(text)).toBe(text)
      }),
    )
  })
})
