import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutMarks } from '../../../../src/core/postflight/reading/line-prefix.ts'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { buildLiteralIndex } from '../../../../src/core/postflight/reading/literal-index.ts'
import { PREFIXES } from './prefixes.ts'

const TEXTS = [
  '',
  'npm ERR! x',
  '  at foo:1',
  'a | b',
  '12 passing',
  'x:y: z',
  'May be',
  '[INFO] ok',
  '# tests 3',
  ': a',
]

const finder = new LiteralFinder(buildLiteralIndex([]), {})

it('is where the expressions for prefixes end, of any line', () => {
  const line = fc
    .tuple(fc.array(fc.constantFrom(...PREFIXES), { maxLength: 3 }), fc.constantFrom(...TEXTS), fc.string())
    .map(([prefixes, text, rest]) => prefixes.join('') + text + rest.replaceAll(/[^ -~\t]/g, '.'))
  fc.assert(
    fc.property(line, (text) => {
      finder.load(Buffer.from(`${text}\n`))
      const seen = text.trimEnd()
      expect(finder.nextLine()?.textStart).toBe(seen.length - withoutMarks(seen).text.length)
    }),
    { numRuns: 2_000 },
  )
})
