import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import {
  buildLiteralIndex,
  foldLiteral,
  type Literal,
  readerLiteral,
} from '../../../../src/core/postflight/reading/literal-index.ts'

const WORDS = ['error', 'error: ', 'err', 'fail', 'failed', '12', ':7:', '\t', ' ', 'é', '✗', 'ab', '.', '0', 'ö ']
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(''))
const literal = text.filter((candidate) => Buffer.byteLength(candidate) >= 4 && Buffer.byteLength(candidate) < 200)

describe('the literals of a line', () => {
  it('are those that a plain search finds, whatever the digits and the tabs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(literal, { selector: foldLiteral, maxLength: 20 }), text, (literals, line) => {
        const expected = literals.filter((one) => foldLiteral(line).includes(foldLiteral(one)))
        expect(find(literals, line).sort()).toEqual(expected.sort())
      }),
    )
  })

  it('are each found once, however long', () => {
    expect(find(['abcdefghijkl', 'cdef', 'abcdefgh'], 'abcdefghijkl abcdefghijkl')).toEqual([
      'cdef',
      'abcdefgh',
      'abcdefghijkl',
    ])
  })

  it('may be a mark of three bytes, which ASCII may not', () => {
    expect(find(['✗'], 'x ✗ y')).toEqual(['✗'])
    expect(() => buildLiteralIndex([exactly('abc')])).toThrow('Expected a literal to have 4 to 255 bytes, got "abc"')
    expect(() => buildLiteralIndex([exactly('a'.repeat(256))])).toThrow(RangeError)
  })

  it.each([
    ['at the beginning of a line', '$ make', true],
    ['after a time stamp', '2024-05-01T12:00:00.123Z $ make', true],
    ['after a mark', '##[error]$ make', true],
    ['after a carriage return', '10 %\r$ make', true],
    ['not after a word', 'type $ make', false],
  ])('begin at an edge: %s', (_, line, isFound) => {
    expect(find(['\n$ '], line)).toEqual(isFound ? ['\n$ '] : [])
    expect(find(['\n$ make'], line)).toEqual(isFound ? ['\n$ make'] : [])
  })

  it('of a reader are of any case, unless it writes a capital', () => {
    const finder = new LiteralFinder(buildLiteralIndex(['limitsexceeded', 'FAIL: '].map(readerLiteral)))
    expect([...finder.inText('it says LimitsExceeded')]).toEqual([0])
    expect([...finder.inText('FAIL: x')]).toEqual([1])
    expect([...finder.inText('fail: x')]).toEqual([])
  })

  it('end at an edge: at the end of a line, or before blanks', () => {
    expect(find(['PASS\n'], 'PASS  ')).toEqual(['PASS\n'])
    expect(find(['PASS\n'], 'PASSED')).toEqual([])
  })

  it('are not looked for beyond what rules see of a line', () => {
    expect(find(['error'], `${'x'.repeat(16_000)}error`)).toEqual(['error'])
    expect(find(['error'], `${'x'.repeat(16_384)}error`)).toEqual([])
  })
})

test('a scan tells where the line ends and what kind of characters it holds', () => {
  const finder = new LiteralFinder(buildLiteralIndex([exactly('error')]))
  const scan = (line: string) => {
    const bytes = Buffer.from(`${line}\nrest`)
    const end = finder.scan(bytes, 0, bytes.length)
    const { isBeyondAscii, hasEscapes, hasReturns, hasControls, hasOddBlanks } = finder
    const kinds = { isBeyondAscii, hasEscapes, hasReturns, hasControls, hasOddBlanks }
    return {
      end: end === Buffer.byteLength(line),
      kinds: Object.entries(kinds).flatMap(([name, is]) => (is ? name : [])),
    }
  }
  expect(scan('plain\ttext\r')).toEqual({ end: true, kinds: [] })
  expect(scan('plain text\r\r')).toEqual({ end: true, kinds: [] })
  expect(scan('ä ü')).toEqual({ end: true, kinds: ['isBeyondAscii'] })
  expect(scan('a\u00a0b')).toEqual({ end: true, kinds: ['isBeyondAscii', 'hasOddBlanks'] })
  expect(scan('a\u2009b')).toEqual({ end: true, kinds: ['isBeyondAscii', 'hasOddBlanks'] })
  expect(scan('\u001b[31mred')).toEqual({ end: true, kinds: ['hasEscapes'] })
  expect(scan('10 %\r20 %')).toEqual({ end: true, kinds: ['hasReturns'] })
  expect(scan('a\bb')).toEqual({ end: true, kinds: ['hasControls'] })
})

function exactly(text: string): Literal {
  return { text: foldLiteral(text), isAnyCase: false }
}

/** Of the given literals, those that one line of UTF-8 holds. */
function find(literals: readonly string[], line: string): string[] {
  const finder = new LiteralFinder(buildLiteralIndex(literals.map(exactly)))
  const bytes = Buffer.from(line)
  return finder.inLine(bytes, 0, finder.scan(bytes, 0, bytes.length)).flatMap((id) => literals[id] ?? [])
}
