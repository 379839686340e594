import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dress, dressPlain } from '../../../../src/core/postflight/reading/dress-line.ts'
import { LineScanner } from '../../../../src/core/postflight/reading/line-scanner.ts'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { buildLiteralIndex } from '../../../../src/core/postflight/reading/literal-index.ts'
import type { LogLine } from '../../../../src/core/postflight/reading/log-line.ts'
import { PREFIXES } from './prefixes.ts'

const COLOURS = ['\u001b[31m', '\u001b[0;91m', '\u001b[1;32m', '\u001b[38;5;131m', '\u001b[K', '\u001b[0m']
const TEXTS = [
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
    fc.constantFrom(...COLOURS),
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

it.each([
  ['\u001b[31mfailed\u001b[0m', true],
  ['\u001b[38;5;131mfailed\u001b[0m', false],
  ['failed', false],
])('tells red from other colours: %j', (text, isRed) => {
  expect(dressBoth(text).byBytes).toMatchObject([{ text: 'failed', isRed }])
})

/** Of a line of which it is known whom it calls for; else nothing of either. */
function dressBoth(text: string): { readonly byBytes: readonly LogLine[]; readonly byText: readonly LogLine[] } {
  const both: { byBytes: LogLine[]; byText: LogLine[] } = { byBytes: [], byText: [] }
  const scanner = new LineScanner(new LiteralFinder(buildLiteralIndex([]), {}), {
    wantsNext: true,
    take(raw) {
      if (raw.calls === undefined) return
      both.byBytes.push(dressPlain(raw, 'output'))
      both.byText.push(dress(text, { number: 1, offset: 0, speaker: 'output' }))
    },
  })
  scanner.push(Buffer.from(`${text}\n`))
  return both
}
