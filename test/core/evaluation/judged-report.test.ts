import { describe, expect, it } from 'vitest'
import { PostflightError } from '../../../src/core/error.ts'
import { parseJudgedReport } from '../../../src/core/evaluation/judged-report.ts'

describe('a report to be judged', () => {
  it('may lack everything', () => {
    expect(parseJudgedReport('{}', 'r')).toMatchObject({ quality_score: 0, errors: [], exit_code: null })
    expect(parseJudgedReport('{"quality_score":null,"errors":null,"exit_code":null}', 'r')).toMatchObject({
      quality_score: 0,
      errors: [],
      exit_code: null,
    })
  })

  it('keeps lines that are whole numbers and no others', () => {
    const json = '{"errors":[{"line":3,"line_number":3.0,"start_line":"3","end_line":null,"context":null}]}'
    expect(parseJudgedReport(json, 'r').errors).toEqual([{ line: 3 }])
  })

  it('may have a plain text as an error', () => {
    expect(parseJudgedReport('{"errors":["no folder"]}', 'r').errors).toEqual([{}])
  })

  it.each([
    ['{', 'Expected r to be JSON, got: Expected a key at position 1 of the JSON text'],
    ['[]', 'Expected r to be an object, got []'],
    ['{"quality_score":"90"}', 'Expected quality_score in r to be a number, got "90"'],
    ['{"errors":{}}', 'Expected errors in r to be a list, got {}'],
    ['{"errors":[{"context":7}]}', 'Expected errors.0.context in r to be a text, got 7'],
    ['{"verdict":"passed"}', 'Expected verdict in r to be an object, got "passed"'],
  ])('is refused with what was expected: %s', (json, message) => {
    expect(() => parseJudgedReport(json, 'r')).toThrow(new PostflightError('report.invalid', message))
  })
})
