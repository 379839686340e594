import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recentText } from '../../../../src/core/postflight/reading/dress-line.ts'
import { LineScanner } from '../../../../src/core/postflight/reading/line-scanner.ts'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { buildLiteralIndex } from '../../../../src/core/postflight/reading/literal-index.ts'
import { toNumberLists } from '../../../../src/core/postflight/reading/number-lists.ts'

const part = fc.constantFrom('error', '\n', '\r\n', '\u001b[31m', 'abc ', '\r', 'ä', '\t')

it('tells the same lines and literals however the bytes come, in chunks that are overwritten afterwards', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (parts, chunkBytes) => {
      const log = Buffer.from(parts.join(''))
      expect(scan(log, chunkBytes)).toEqual(scan(log, log.length + 1))
    }),
  )
})

it('keeps the lines before the current one when the caller uses its chunk for the next bytes', () => {
  const { scanner } = open()
  const chunk = Buffer.from('one\ntwo\nthree\n')
  scanner.push(chunk)
  chunk.fill('x')
  scanner.push(Buffer.from('four\n'))
  expect(scanner.before(4).map(recentText)).toEqual(['one', 'two', 'three', 'four'])
})

it('counts a line that is too long, keeps its beginning and finds the next one', () => {
  const { scanner, lines } = open()
  for (let sent = 0; sent < 3; sent++) scanner.push(Buffer.alloc(1024 * 1024, 'a'))
  scanner.push(Buffer.from('\nerror\n'))
  scanner.end()
  expect(lines).toEqual([
    { number: 1, offset: 0, length: 3 * 1024 * 1024, kept: 1024 * 1024, holds: false },
    { number: 2, offset: 3 * 1024 * 1024 + 1, length: 5, kept: 5, holds: true },
  ])
  expect({ tooLong: scanner.tooLong.count, first: scanner.tooLong.first }).toEqual({ tooLong: 1, first: 1 })
})

it('finds a literal in spite of the colours in it', () => {
  const { scanner, lines } = open()
  scanner.push(Buffer.from('er\u001b[31mro\u001b[0mr\n'))
  expect(lines).toMatchObject([{ holds: true }])
})

it('counts long lines that nobody wants', () => {
  const { scanner, lines } = open({ wantsNext: false })
  scanner.push(Buffer.from(`one\n${'x'.repeat(20_000)}\nan error\n`))
  expect(lines.map(({ number }) => number)).toEqual([3])
  expect({ cut: scanner.cut.count, first: scanner.cut.first }).toEqual({ cut: 1, first: 2 })
})

it('knows the last lines of a chunk, however many there were', () => {
  const { scanner } = open({ wantsNext: false })
  scanner.push(Buffer.from(Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('')))
  const before = scanner.before(64).map(recentText)
  expect([before.length, before[0], before.at(-1)]).toEqual([64, 'line 36', 'line 99'])
})

it('reads logs in turns that share a finder', () => {
  const finder = finderOfError()
  const one = open({ finder })
  const other = open({ finder })
  one.scanner.push(Buffer.from('a\nerr'))
  other.scanner.push(Buffer.from('error\nb\n'))
  one.scanner.push(Buffer.from('or\nc\n'))
  expect(one.lines.map(({ holds }) => holds)).toEqual([false, true, false])
  expect(other.lines.map(({ holds }) => holds)).toEqual([true, false])
  expect(one.scanner.before(3).map(recentText)).toEqual(['a', 'error', 'c'])
})

interface Seen {
  readonly number: number
  readonly offset: number
  readonly length: number
  readonly kept: number
  readonly holds: boolean | undefined
}

function open({ wantsNext = true, finder = finderOfError() } = {}) {
  const lines: Seen[] = []
  const scanner = new LineScanner(finder, {
    wantsNext,
    take: ({ number, offset, length, start, end, calls }) =>
      void lines.push({ number, offset, length, kept: end - start, holds: calls?.rules.includes(0) }),
  })
  return { scanner, lines }
}

function finderOfError(): LiteralFinder {
  const index = buildLiteralIndex([{ text: 'error', isAnyCase: false }])
  return new LiteralFinder(index, { rules: toNumberLists([[0]]) })
}

function scan(log: Buffer, chunkBytes: number): readonly Seen[] {
  const { scanner, lines } = open()
  const chunk = Buffer.alloc(chunkBytes)
  for (let at = 0; at < log.length; at += chunkBytes) {
    const copied = log.copy(chunk, 0, at, at + chunkBytes)
    scanner.push(chunk.subarray(0, copied))
    chunk.fill('!')
  }
  scanner.end()
  return lines
}
