import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDefaultRules } from '../../../../src/adapters/rules/rule-files.ts'
import { isBinary } from '../../../../src/core/postflight/reading/binary-lines.ts'
import { compileWith } from '../../../../src/core/postflight/rules/compile-with.ts'
import { LogExplainer } from '../../../../src/core/postflight/rules/explain-log.ts'
import { compileTrusted } from '../../../../src/core/postflight/rules/expression.ts'
import { packOf } from '../../../support/rule-pack.ts'

const NULS = '\0'.repeat(16)
const COMPILE_ERROR = 'src/cart.c:12:5: error: unknown type name'
const pack = packOf(readDefaultRules())

function read(log: string | Buffer) {
  const reader = pack.open()
  reader.push(Buffer.from(log))
  return reader.end({ exitCode: 1 })
}

describe('a line that is no text', () => {
  it.each([
    ['NULs between its letters', 'e\0r\0r\0o\0r\0'],
    ['many control characters', 'er\x01\x02ror\x03\x04'],
    ['malformed UTF-8 and a control character', Buffer.from([0x1f, 0x8b, 0xff])],
  ])('holds %s', (_, bytes) => {
    const line = Buffer.from(bytes as string)
    expect(isBinary(line, 0, line.length)).toBe(true)
  })

  it.each([
    ['a spinner', '|\b/\b-\b\\\b|\b/\b-'],
    ['colours and a title', '\x1b]0;title\x07\x1b[31mred\x1b[0m\x0f'],
    ['text in another encoding', Buffer.from('accès refusé', 'latin1')],
    ['a stray NUL in much text', `error: \0 ${'a'.repeat(100)}`],
    ['a control character in much text', `one \x01 in ${'a'.repeat(100)}`],
  ])('is not %s', (_, bytes) => {
    const line = Buffer.from(bytes as string)
    expect(isBinary(line, 0, line.length)).toBe(false)
  })
})

describe('a log with lines that are no text', () => {
  it('has no errors on them, and names a single one', () => {
    const text = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
    const { errors, log, warnings, last_lines } = read(`${text}\n${NULS}${COMPILE_ERROR}\n`)
    expect(errors).toEqual([])
    expect(log?.unread).toEqual(['Line 21 holds binary data: it was not read'])
    expect(warnings).toEqual(log?.unread)
    expect(last_lines?.at(-1)).toEqual({ line: 20, text: 'line 19' })
  })

  it('ends an error at them, so that its lines keep their numbers', () => {
    const { errors } = read(`${COMPILE_ERROR}\n  12 | a\n\0\0\n  13 | b\n`)
    expect(errors).toMatchObject([{ line: 1, start_line: 1, end_line: 2, context: `${COMPILE_ERROR}\n  12 | a` }])
  })

  it('does not look like text where they are many', () => {
    const { errors, log } = read(readFileSync(process.execPath).subarray(0, 2_000_000))
    expect(errors).toEqual([])
    expect(log?.unread[0]).toMatch(/^The log does not look like text: \d+ of \d+ lines hold binary data/)
  })

  it('is none of them where UTF-16 has a byte order mark', () => {
    const { errors, log } = read(Buffer.from(`\ufeff${COMPILE_ERROR}\n`, 'utf16le'))
    expect(errors).toMatchObject([{ line: 1, context: COMPILE_ERROR }])
    expect(log?.unread).toEqual([])
  })

  it('is named where it is UTF-16 without a byte order mark', () => {
    const { errors, log } = read(Buffer.from(`${COMPILE_ERROR}\n${COMPILE_ERROR}\n`, 'utf16le'))
    expect(errors).toEqual([])
    expect(log?.unread[0]).toContain('does not look like text: 3 of 3 lines')
  })

  it('is explained without them', () => {
    const rules = readDefaultRules()
    const explainer = new LogExplainer(
      compileWith(rules, () => compileTrusted),
      { first: 1, last: 9 },
    )
    explainer.push(Buffer.from(`${NULS}${COMPILE_ERROR}\n`))
    const { lines, unread } = explainer.end()
    expect({ lines, unread: unread.length }).toEqual({ lines: [], unread: 1 })
  })
})
