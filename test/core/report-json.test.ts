import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderReportJson } from '../../src/core/render-report.ts'
import { PythonFloat, type PythonValue, type Report } from '../../src/core/report.ts'
import { parseReportJson, renderLearningLines } from '../../src/core/report-json.ts'

const report: Report = {
  rule_pack: { name: 'classic', version: '1' },
  schema_version: 1,
  run_attempt: 1,
  job_id: 'jöb',
  timestamp: '2024-05-01T00:00:00.000Z',
  validated: true,
  exit_code: 12345678901234567890n,
  quality_score: 35,
  errors: [{ type: 'timeout_error', severity: 'high', count: 2, context: 'a\n"b"' }],
  warnings: [],
  successes: [],
  learnings: [{ type: 'workaround', content: 'wait 😀' }],
  recommendations: [],
  project: new Map<string, PythonValue>([
    ['__proto__', new PythonFloat(1)],
    ['list', [null, true, '\ud83d', new PythonFloat(Number.NaN)]],
  ]),
  task: '',
  learning_result: { job_id: 'jöb', learnings_stored: 1, relations_created: 1 },
  telegram_notified: false,
}

const TEXT = `{
  "job_id": "j\\u00f6b",
  "timestamp": "2024-05-01T00:00:00.000Z",
  "validated": true,
  "exit_code": 12345678901234567890,
  "quality_score": 35,
  "errors": [
    {
      "type": "timeout_error",
      "severity": "high",
      "count": 2,
      "context": "a\\n\\"b\\""
    }
  ],
  "warnings": [],
  "successes": [],
  "learnings": [
    {
      "type": "workaround",
      "content": "wait \\ud83d\\ude00"
    }
  ],
  "recommendations": [],
  "project": {
    "__proto__": 1.0,
    "list": [
      null,
      true,
      "\\ud83d",
      NaN
    ]
  },
  "task": "",
  "learning_result": {
    "job_id": "j\\u00f6b",
    "learnings_stored": 1,
    "relations_created": 1
  },
  "telegram_notified": false,
  "run_attempt": 1,
  "schema_version": 1,
  "rule_pack": {
    "name": "classic",
    "version": "1"
  }
}`

describe('a report as JSON', () => {
  test('has the original script’s form and order, whatever the order of the object', () => {
    expect(renderReportJson(report)).toBe(TEXT)
  })

  test('reads back as the report it was', () => {
    expect(parseReportJson(TEXT)).toEqual(report)
  })

  test('loses nothing on the way there and back, whatever metadata and log held', () => {
    const text = fc.string({ unit: 'binary' })
    const json: fc.Arbitrary<PythonValue> = fc.letrec<{ value: PythonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, false),
        fc.integer(),
        fc.bigInt({ min: 2n ** 53n }),
        fc.double().map((value) => new PythonFloat(value)),
        text,
        fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', '\0') }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map((members) => new Map(members)),
      ),
    })).value
    fc.assert(
      fc.property(json, json, text, (project, task, context) => {
        const errors = [{ type: 't', severity: 'low' as const, count: 1, context }, context]
        const made = { ...report, project, task, errors }
        expect(parseReportJson(renderReportJson(made))).toEqual(made)
      }),
    )
  })

  test.each([
    ['what is no JSON', 'x'],
    ['what is no object', '[]'],
    ['a report without a job', TEXT.replace('"job_id": "j\\u00f6b",\n  "t', '"t')],
    ['a score that is no whole number', TEXT.replace('35', '35.0')],
    ['a report of another release', TEXT.replace('"schema_version": 1', '"schema_version": 2')],
  ])('%s is refused', (_, text) => {
    expect(() => parseReportJson(text)).toThrow(expect.objectContaining({ code: 'report.invalid' }))
  })
})

describe('lines of the learning log', () => {
  test('hold the original script’s entries, one JSON object a line', () => {
    expect(renderLearningLines({ ...report, project: 'web' })).toBe(
      '{"timestamp": "2024-05-01T00:00:00.000Z", "job_id": "j\\u00f6b", "project": "web", "type": "workaround", ' +
        '"content": "wait \\ud83d\\ude00", "quality_score": 35}\n',
    )
  })

  test('are none without learnings', () => {
    expect(renderLearningLines({ ...report, learnings: [] })).toBe('')
  })
})
