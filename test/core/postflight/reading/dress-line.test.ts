import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dress, dressLines, dressPlain } from '../../../../src/core/postflight/reading/dress-line.ts'
import { LineScanner } from '../../../../src/core/postflight/reading/line-scanner.ts'
import { type Calls, LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { buildLiteralIndex } from '../../../../src/core/postflight/reading/literal-index.ts'
import type { LogLine } from '../../../../src/core/postflight/reading/log-line.ts'
import { toNumberLists } from '../../../../src/core/postflight/reading/number-lists.ts'
import { PREFIXES } from './prefixes.ts'

const ESCAPES = [
  '\u001b[31m',
  '\u001b[0;91m',
  '\u001b[1;32m',
  '\u001b[38;5;131m',
  '\u001b[K',
  '\u001b[0m',
  '\u001b[?25l',
  '\u001b[0 q',
  '\u001b[3',
  '\u001b(B',
  '\u001b(',
  '\u001bc',
  '\u001bP',
  '\u001b\\',
  '\u001b]0;t\u0007',
  `\u001b[${'1'.repeat(65)}m`,
  '\u001b',
]
const TEXTS = [
  `[${'é'.repeat(60)}/x]   | error: y`,
  `::error title=${'日'.repeat(171)}::boom`,
  `Step #0 - "${'é'.repeat(60)}": `,
  'error: x',
  'ä ✓ ok',
  '› here',
  ' ',
  '  ',
  '\t',
  '\r',
  '\r\r',
  '[INFO]',
  '::',
  '{"a":1}',
  '\u2028',
  '#1 ',
]

it('reads a line the same by its bytes as by its text, whatever stands before it', () => {
  const part = fc.oneof(
    fc.constantFrom(...PREFIXES),
    fc.constantFrom(...ESCAPES),
    fc.constantFrom(...TEXTS),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const { byBytes, byText } = dressBoth(parts.join('').replaceAll('\n', ''))
      expect(byBytes).toEqual(byText)
    }),
    { numRuns: 5_000 },
  )
})

it('reads what carriage returns leave of a line the same by its bytes as by its text', () => {
  const frame = fc.constantFrom(
    ...[
      '10 %',
      '20 %',
      '30 % ok!',
      'Receiving objects: 5',
      'error: x',
      '  ',
      'fail',
      '\u001b[31mab',
      'ä 1',
      '━━ 2',
      '😀',
    ],
    ...[
      '2024-05-01 12:00:00 fail',
      '\u001b[?25l',
      'x'.repeat(255),
      'ä'.repeat(252),
      '😀'.repeat(126),
      '\u001b[K'.repeat(85),
    ],
  )
  const parts = fc.array(fc.oneof({ weight: 2, arbitrary: frame }, { weight: 1, arbitrary: fc.constant('\r') }), {
    maxLength: 150,
  })
  fc.assert(
    fc.property(parts, (all) => {
      const { byBytes, byText } = dressBoth(all.join(''))
      expect(byBytes).toEqual(byText)
    }),
    { numRuns: 2_000 },
  )
})

it.each([
  ['\u001b[31mfailed\u001b[0m', true],
  ['\u001b[38;5;131mfailed\u001b[0m', false],
  ['failed', false],
])('tells red from other colours: %j', (text, isRed) => {
  expect(dressBoth(text).byBytes).toMatchObject([{ text: 'failed', isRed }])
})

interface Read extends LogLine {
  readonly calls: Calls | undefined
}

/** Of a line of which it is known whom it calls for; else nothing of either. */
function dressBoth(text: string): { readonly byBytes: readonly Read[]; readonly byText: readonly Read[] } {
  const both: { byBytes: Read[]; byText: Read[] } = { byBytes: [], byText: [] }
  const read = (line: LogLine): Read => ({ ...line, calls: FINDER.inText(line.full) })
  const scanner = new LineScanner(FINDER, {
    wantsNext: true,
    take(raw) {
      if (raw.kind === 'frames') {
        for (const frame of scanner.frames(raw))
          both.byBytes.push({ ...dressPlain(frame, 'output'), calls: frame.calls })
        both.byText.push(...dressLines(raw, 'output').map(read))
      } else if (raw.kind === 'plain') {
        both.byBytes.push({ ...dressPlain(raw, 'output'), calls: raw.calls })
        both.byText.push(read(dress(text, { number: 1, offset: 0, speaker: 'output' })))
      }
    },
  })
  scanner.push(Buffer.from(`${text}\n`))
  return both
}

/** Each literal calls for a rule of its own. */
const LITERALS = ['error', '\nfail', ' ok!\n', 'here']
const FINDER = new LiteralFinder(buildLiteralIndex(LITERALS.map((text) => ({ text, isAnyCase: false }))), {
  rules: toNumberLists(LITERALS.map((_, id) => [id])),
})
