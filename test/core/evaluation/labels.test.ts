import { describe, expect, it } from 'vitest'
import { PostflightError } from '../../../src/core/error.ts'
import { parseLabels, refuseTwins } from '../../../src/core/evaluation/labels.ts'

describe('labels', () => {
  it('hold an outcome, an exit code and the spans of the cause', () => {
    const [label] = parseLabels(
      '{"job_id":"a__1","outcome":"failure","exit_code":2,"error_span":{"start_line":3,"end_line":4,"text":"x"},"more":1}',
      'labels.jsonl',
    )
    expect(label).toEqual({
      jobId: 'a__1',
      outcome: 'failure',
      exitCode: 2,
      spans: [{ start_line: 3, end_line: 4 }],
      place: 'labels.jsonl line 1',
    })
  })

  it('prefer several spans to one, unless there are none', () => {
    const one = '"error_span":{"start_line":1,"end_line":1}'
    const several = '"error_spans":[{"start_line":5,"end_line":6},{"start_line":8,"end_line":8}]'
    const text = [`${one},${several}`, `${one},"error_spans":[]`, several, '"error_spans":null'].map(
      (spans, index) => `{"job_id":"${index}","outcome":"failure",${spans}}`,
    )
    expect(parseLabels(text.join('\n'), 'f').map(({ spans }) => spans.map(({ start_line }) => start_line))).toEqual([
      [5, 8],
      [1],
      [5, 8],
      [],
    ])
  })

  it('may leave the outcome and the exit code open', () => {
    const [label] = parseLabels('{"job_id":"a","outcome":null,"exit_code":null}', 'f')
    expect(label).toMatchObject({ outcome: null, exitCode: undefined })
  })

  it('may be parted by blank lines, which are counted', () => {
    const labels = parseLabels(
      '\r\n{"job_id":"a","outcome":"success"}\r\n \t\r\n{"job_id":"b","outcome":"success"}',
      'f',
    )
    expect(labels.map(({ jobId, place }) => [jobId, place])).toEqual([
      ['a', 'f line 2'],
      ['b', 'f line 4'],
    ])
  })
})

describe('wrong labels', () => {
  it.each([
    ['{"job_id":', 'Expected f line 1 to be a JSON object, got {"job_id":'],
    ['[1]', 'Expected f line 1 to be a JSON object, got [1]'],
    ['{"outcome":"success"}', 'Expected job_id in f line 1 to be a string, got nothing'],
    ['{"job_id":"a/b","outcome":"success"}', 'Expected job_id in f line 1 to be free of "/", "\\" and NUL, got "a/b"'],
    [
      '{"job_id":"a","outcome":"passed"}',
      'Expected outcome in f line 1 to be "success", "failure" or null, got "passed"',
    ],
    ['{"job_id":"a"}', 'Expected outcome in f line 1 to be "success", "failure" or null, got nothing'],
    [
      '{"job_id":"a","outcome":"success","exit_code":"0"}',
      'Expected exit_code in f line 1 to be a whole number, got "0"',
    ],
    [
      '{"job_id":"a","outcome":"failure","error_span":{"start_line":0,"end_line":2}}',
      'Expected error_span.start_line in f line 1 to be a line number from 1 on, got 0',
    ],
    [
      '{"job_id":"a","outcome":"failure","error_spans":[{"start_line":3,"end_line":2}]}',
      'Expected error_spans.0 in f line 1 to be a span that ends where it starts or later, got {"start_line":3,"end_line":2}',
    ],
    ['\n', 'Expected a label in f, got none'],
  ])('name line and expectation: %s', (text, message) => {
    expect(() => parseLabels(text, 'f')).toThrow(new PostflightError('usage.invalid', message))
  })

  it('are all named, at most ten of them', () => {
    const wrong = 'no label\n'.repeat(13)
    const message = messageOf(() => parseLabels(`{"job_id":"a","outcome":"success"}\n${wrong}`, 'f')).split('\n')
    expect(message).toHaveLength(11)
    expect([message[0], message[10]]).toEqual(['Expected f line 2 to be a JSON object, got no label', 'and 3 more'])
  })

  it('are those of a job that has one already', () => {
    const labels = ['a', 'b', 'a'].map((jobId) => `{"job_id":"${jobId}","outcome":"success"}`).join('\n')
    expect(messageOf(() => refuseTwins(parseLabels(labels, 'f')))).toBe(
      'Expected job_id in f line 3 to be new, got "a" again, as in f line 1',
    )
  })
})

function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return (error as PostflightError).message
  }
  return ''
}
