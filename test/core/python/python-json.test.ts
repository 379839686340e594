import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JSON_DEPTH_MAX, parsePythonJson } from '../../../src/core/python/parse-json.ts'
import { PythonFloat } from '../../../src/core/python/python-value.ts'
import { renderFloat, renderJsonIndented, renderJsonLine } from '../../../src/core/python/render-json.ts'
import { fromTransfer, toTransfer } from '../../../src/core/python/transfer.ts'

describe('reading JSON', () => {
  test('whole numbers stay exact and floats stay floats', () => {
    expect(parsePythonJson('[1, -0, 12345678901234567890, 1.0, 1e400, NaN, -Infinity]')).toEqual([
      1,
      0,
      12345678901234567890n,
      new PythonFloat(1),
      new PythonFloat(Number.POSITIVE_INFINITY),
      new PythonFloat(Number.NaN),
      new PythonFloat(Number.NEGATIVE_INFINITY),
    ])
  })

  test('the last of equal keys counts, at the place of the first, and no key is special', () => {
    const value = parsePythonJson('{"a": 1, "__proto__": 2, "0": 3, "a": 4}')
    expect([...(value as Map<string, unknown>)]).toEqual([
      ['a', 4],
      ['__proto__', 2],
      ['0', 3],
    ])
  })

  test('lone surrogates are kept and pairs are joined', () => {
    expect(parsePythonJson('"\\ud83d\\ud83d\\ude00"')).toBe('\ud83d😀')
  })

  test.each(
    [
      '',
      ' ',
      '01',
      '1.',
      '.5',
      '+1',
      '-',
      '1e',
      'nan',
      '-NaN',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      '{"a" 1}',
      '"a\nb"',
      '"\\x41"',
    ]
      .concat([
        '"\\u12g4"',
        '"a',
        '{}{}',
        '\ufeff{}',
        '\u00a0{}',
        '\v1',
        "'a'",
        '[1 2]',
        'tru',
        `[${'1'.repeat(4301)}]`,
      ])
      .map((text) => [text]),
  )('%j is refused', (text) => {
    expect(() => parsePythonJson(text)).toThrow(SyntaxError)
  })

  test('nesting is read down to the depth at which Python gives up', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(() => parsePythonJson(nested(JSON_DEPTH_MAX))).not.toThrow()
    expect(() => parsePythonJson(nested(JSON_DEPTH_MAX + 1))).toThrow(SyntaxError)
    expect(() => parsePythonJson(nested(100_000))).toThrow(SyntaxError)
  })

  test('all that JSON.parse reads is read the same', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(renderJsonLine(parsePythonJson(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('any other text is refused without another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:\\u01e-. nul') }), (text) => {
        try {
          parsePythonJson(text)
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('writing JSON', () => {
  test.each([
    [1, '1.0'],
    [-0, '-0.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [1e22, '1e+22'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [123456789.125, '123456789.125'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NaN, 'NaN'],
  ])('the float %d is written as %s', (value, expected) => {
    expect(renderFloat(value)).toBe(expected)
  })

  test('a float reads back the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(parsePythonJson(renderFloat(value))).toEqual(new PythonFloat(value))
      }),
    )
  })

  test('everything beyond printable ASCII is escaped', () => {
    expect(renderJsonLine('é\x7f😀\ud83d"\\\n\0/')).toBe('"\\u00e9\\u007f\\ud83d\\ude00\\ud83d\\"\\\\\\n\\u0000/"')
  })

  test('the indented form is that of indent=2', () => {
    const value = parsePythonJson('{"a": [1, {"b": []}], "c": {}}')
    expect(renderJsonIndented(value)).toBe('{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {}\n}')
    expect(renderJsonLine(value)).toBe('{"a": [1, {"b": []}], "c": {}}')
  })
})

test('a value comes out of a thread as it went in', () => {
  const value = parsePythonJson('{"a": [1.0, 12345678901234567890, {"float": 1}], "float": NaN, "b": null}')
  expect(fromTransfer(structuredClone(toTransfer(value)))).toEqual(value)
})
