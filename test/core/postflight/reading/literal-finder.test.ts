import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FRAMES_MAX,
  LIKENESS_CHARACTERS,
  LIKENESS_CHARACTERS_MAX,
  PREFIX_BYTES_MAX,
  RECENT_LINES_MAX,
  RULE_BYTES_MAX,
  TEXT_CHARACTERS_MAX,
} from '../../../../src/core/postflight/reading/limits.ts'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { LITERAL_FINDER_MODULE } from '../../../../src/core/postflight/reading/literal-finder-module.ts'
import {
  buildLiteralIndex,
  foldLiteral,
  type Literal,
  readerLiteral,
} from '../../../../src/core/postflight/reading/literal-index.ts'
import { toNumberLists } from '../../../../src/core/postflight/reading/number-lists.ts'
import { type Places, recentLines } from '../../../../src/core/postflight/reading/recent-lines.ts'

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
      'abcdefghijkl',
      'cdef',
      'abcdefgh',
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
    const finder = finderOf(['limitsexceeded', 'FAIL: '].map(readerLiteral))
    expect(finder.inText('it says LimitsExceeded').rules).toEqual([0])
    expect(finder.inText('FAIL: x').rules).toEqual([1])
    expect(finder.inText('fail: x').rules).toEqual([])
  })

  it('end at an edge: at the end of a line, before blanks, or anywhere in a line that is cut', () => {
    expect(find(['PASS\n'], 'PASS  ')).toEqual(['PASS\n'])
    expect(find(['PASS\n'], 'PASSED')).toEqual([])
    expect(find(['PASS\n'], `PASSED ${'x'.repeat(4_089)}`)).toEqual([])
    expect(find(['PASS\n'], `PASSED ${'x'.repeat(4_090)}`)).toEqual(['PASS\n'])
  })

  it('are not looked for beyond what rules see of a line', () => {
    expect(find(['error'], `${'x'.repeat(16_000)}error`)).toEqual(['error'])
    expect(find(['error'], `${'x'.repeat(16_384)}error`)).toEqual([])
  })
})

describe('whom a line calls for', () => {
  const index = buildLiteralIndex(['error', 'fatal', 'retry'].map(exactly))
  const rules = toNumberLists([[2, 1], [1], []])

  it('are rules and readers by the literals that it holds, each once, the lowest first', () => {
    const finder = new LiteralFinder(index, { rules, readers: toNumberLists([[3], [], [0, 3]]) })
    expect(finder.inText('fatal error')).toEqual({ rules: [1, 2], readers: [3] })
    expect(finder.inText('retry error')).toEqual({ rules: [1, 2], readers: [0, 3] })
    expect(finder.inText('nothing')).toEqual({ rules: [], readers: [] })
  })

  it('are only those rules of whose every set it holds a literal', () => {
    const needs = toNumberLists([[], [0], []])
    const finder = new LiteralFinder(index, { rules, needs, sets: toNumberLists([[1, 2]]) })
    expect(finder.inText('an error').rules).toEqual([2])
    expect(finder.inText('an error, retry').rules).toEqual([1, 2])
  })

  it('are rules without a literal on every line', () => {
    const finder = new LiteralFinder(index, { rules, everywhere: [7, 0] })
    expect(finder.inText('').rules).toEqual([0, 7])
    expect(finder.inText('error').rules).toEqual([0, 1, 2, 7])
  })
})

describe('a text', () => {
  it('is looked at as it stands, whatever it holds and whatever was looked at before', () => {
    const finder = finderOf(WORDS_FOUND.map(exactly))
    const control = fc.constantFrom('\u0001', '\u001b', '\u001bc', '\u00a0', '\b', '\r', '', ' ')
    const words = fc.array(fc.tuple(fc.constantFrom(...WORDS_FOUND, 'x'), control), { maxLength: 6 })
    fc.assert(
      fc.property(words, (parts) => {
        const held = parts.map(([word]) => WORDS_FOUND.indexOf(word)).filter((id) => id >= 0)
        const { rules } = finder.inText(parts.flat().join(''))
        expect(rules).toEqual([...new Set(held)].sort())
      }),
    )
  })
})

const WORDS_FOUND = ['error', 'fatal', 'retry']

describe('the lines that were loaded', () => {
  it('are passed over until one calls for anybody, unless every one is wanted', () => {
    const finder = finderOf([exactly('error')])
    finder.load(Buffer.from('one\ntwo\nan error\nthree\n'))
    expect(finder.nextCalling()?.offset).toBe(8)
    expect(finder.lines).toBe(3)
    expect(textsOf(finder, finder.recent(2, 1))).toEqual(['one', 'two'])
    expect(finder.nextLine()?.offset).toBe(17)
    expect(textsOf(finder, finder.recent(2, 0))).toEqual(['an error', 'three'])
    expect(finder.nextLine()).toBeUndefined()
  })

  it('make room for themselves, however many there are', () => {
    const finder = finderOf([exactly('error')])
    finder.load(Buffer.from(`${'x\n'.repeat(300_000)}error\n`))
    expect(finder.nextCalling()?.calls?.rules).toEqual([0])
    expect(finder.lines).toBe(300_001)
    expect(finder.inText('error').rules).toEqual([0])
  })

  it('end in a line feed', () => {
    expect(() => finderOf([exactly('error')]).load(Buffer.from('one\ntwo'))).toThrow(RangeError)
  })

  it.each([
    ['plain\ttext\r', {}],
    ['plain text\r\r', {}],
    ['ä ü', { isBeyondAscii: true }],
    ['a\u00a0b', { isBeyondAscii: true, calls: undefined }],
    ['a\u2009b', { isBeyondAscii: true, calls: undefined }],
    ['\u001b[1mbold\u001b[0m', { hasEscapes: true, seen: 'bold' }],
    ['\u001b[31mred', { hasEscapes: true, mayBeRed: true, seen: 'red' }],
    ['::warning::red', { mark: 'warning', textStart: 11 }],
    ['\u001b]0;title\u0007red', { hasEscapes: true, hasControls: true, calls: undefined }],
    ['10 %\r20 %', { hasReturns: true }],
    [`10 %\r${'x'.repeat(16_384)}`, { hasReturns: true, calls: undefined }],
    ['a\bb', { hasControls: true, calls: undefined }],
  ])('tell what kind of characters they hold: %j', (text, kinds) => {
    const finder = finderOf([exactly('error')])
    finder.load(Buffer.from(`${text}\nrest\n`))
    const found = finder.nextLine()
    expect(finder.memory.toString('utf8', found?.start, found?.end)).toBe(text)
    const seen = finder.memory.toString('utf8', found?.seenStart, found?.seenEnd)
    const standing = { start: 0, end: 0, seenStart: 0, seenEnd: 0 }
    expect({ ...found, ...standing, seen }).toEqual({ ...NO_KINDS, ...standing, seen: text, ...kinds })
  })
})

it('knows the limits that the sources know', () => {
  const bytes = Buffer.from(LITERAL_FINDER_MODULE, 'base64')
  const imports = { 'text-start': { byExpression: () => 0 } }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports)
  expect(exports).toMatchObject({
    FRAMES_MAX: { value: FRAMES_MAX },
    LIKENESS_CHARACTERS: { value: LIKENESS_CHARACTERS },
    LIKENESS_CHARACTERS_MAX: { value: LIKENESS_CHARACTERS_MAX },
    PREFIX_BYTES_MAX: { value: PREFIX_BYTES_MAX },
    RECENT_LINES_MAX: { value: RECENT_LINES_MAX },
    RULE_BYTES_MAX: { value: RULE_BYTES_MAX },
    TEXT_CHARACTERS_MAX: { value: TEXT_CHARACTERS_MAX },
  })
})

const NO_KINDS = {
  offset: 0,
  textStart: 0,
  mark: undefined,
  calls: { rules: [], readers: [] },
  hasEscapes: false,
  mayBeRed: false,
  hasReturns: false,
  hasControls: false,
  isBeyondAscii: false,
}

function textsOf(finder: LiteralFinder, places: Places): readonly string[] {
  return recentLines({ buffer: finder.memory, places, base: 0, first: 1 }).map(({ buffer, start, end }) =>
    buffer.toString('utf8', start, end),
  )
}

/** Each literal calls for a rule of its own. */
function finderOf(literals: readonly Literal[]): LiteralFinder {
  return new LiteralFinder(buildLiteralIndex(literals), { rules: toNumberLists(literals.map((_, id) => [id])) })
}

function exactly(text: string): Literal {
  return { text: foldLiteral(text), isAnyCase: false }
}

/** Of the given literals, those that one line holds. */
function find(literals: readonly string[], line: string): string[] {
  return finderOf(literals.map(exactly))
    .inText(line)
    .rules.flatMap((id) => literals[id] ?? [])
}
