import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutMarks } from '../../../../src/core/postflight/reading/line-prefix.ts'
import { LiteralFinder } from '../../../../src/core/postflight/reading/literal-finder.ts'
import { buildLiteralIndex } from '../../../../src/core/postflight/reading/literal-index.ts'

const PREFIXES = [
  '2024-05-01T12:00:00.1234567Z ',
  '2024-05-01T12:00:00Z ',
  '2024-05-01T12:00:00.000000Z 01O ',
  '2024/05/01 12:00:00 ',
  '[2024-05-01 12:00:00,123] ',
  '(2024-05-01 12:00:00) ',
  '[12:00:01]W:\t [Step 1/3] ',
  '12:00:00.123 ',
  '[  12.345s] ',
  '[12.345] ',
  '#12 3.456 ',
  'May  1 12:00:00 host program[12]: ',
  'Oct 11 22:14:15 host su: ',
  'web_1  | ',
  'shop-web-1 | ',
  '@shop/web:build: ',
  'shop:test: ',
  '&1|12:00:00.123 ',
  'Build (ubuntu, 18)\tRun tests\t2024-05-01T12:00:00.1234567Z ',
  'Lint | ubuntu\tRun\t2024-05-01T12:00:00.1234567Z ',
  `${'x'.repeat(100)}\t${'y'.repeat(100)}\t2024-05-01T12:00:00.1234567Z `,
  '2024-05-01T12:00:00.Z ',
  '2024-05-01T12:00:00.1234567890Z ',
  'build\t01-May-2024 12:00:00\t',
  '[12:00:01] :\t [Step 2/3] ',
  '[12:00:01]i:\t [Publishing artifacts] ',
  '[migrate : run] ',
  '[pod/shop-1/app] ',
  '[test:L3:2s] ',
  '[CI/build]   | ',
  '[Container] 2024/05/01 12:00:00 ',
  '[@shop/web] ',
  'shop-123456789: ',
  'app[web.1]: ',
  'remote: ',
  'Step #0 - "test": ',
  'packages/web build: ',
  'web.1   | ',
  '    +build | ',
  '12:00:00   Error    |   ',
  '1:00:00 PM: ',
  'May 12 09:48:30 AM  ',
  'May  2 09:48:30 ',
  '1709467209.000009 ',
  '    [javac] ',
  '[api] ',
  '[warn] ',
  '[warnings] ',
  '[deploy 12:00:00] ',
  '##[error]',
  '  ##[warning]',
  '::error file=a.js,line=1::',
  '##vso[task.logissue type=error;code=100]',
]
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
      expect(finder.nextLine()?.textStart).toBe(text.length - withoutMarks(text).text.length)
    }),
    { numRuns: 2_000 },
  )
})
