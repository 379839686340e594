import { describe, expect, it } from 'vitest'
import { renderReport } from '../../src/cli/report-text.ts'
import type { Analysis, ReportError } from '../../src/core/report.ts'
import { readAnalysis } from '../core/formats/fixtures.ts'

const WIDTH = 80

describe('the verdict', () => {
  it('comes first, with score, exit code and job', () => {
    expect(renderReport(readAnalysis('maven'), WIDTH)[0]).toBe(
      'FAILED  score 20/100  exit code 1  cart-1041, attempt 2',
    )
  })

  it('says what the exit code means, where that is more than failure', () => {
    const { verdict, ...failed } = readAnalysis('gcc')
    const exit_code_means = 'killed (SIGKILL): most often out of memory, else a time limit'
    const text = textOf({ ...failed, exit_code: 137, verdict: verdict && { ...verdict, exit_code_means } })
    expect(text.replace(/\n +/g, ' ')).toContain(` The exit code means: ${exit_code_means} `)
    expect(textOf(readAnalysis('gcc'))).not.toContain('means')
  })

  it('gives a long job id lines of its own instead of cutting it', () => {
    const [first, second] = renderReport({ ...readAnalysis('passed'), job_id: 'j'.repeat(70) }, WIDTH)
    expect([first, second]).toEqual(['PASSED  score 95/100  exit code 0', 'j'.repeat(70)])
  })

  it('says whose word it is, once for words in a row, and who said otherwise', () => {
    const { verdict } = readAnalysis('maven')
    const because = verdict?.because.flatMap((word) => [word, word]) ?? []
    const text = textOf({ ...readAnalysis('maven'), verdict: verdict && { ...verdict, because } })
    const said = text.split('\n').filter((line) => line.includes(' says '))
    expect(said.map((line) => line.trim())).toEqual([
      'The CI system says so:',
      'The build tool says so:',
      'The build tool says that it passed:',
    ])
    expect(text).toContain(':\n  1041 │ ##[error]Process completed with exit code 1.\n  1041 │ ##[error]')
  })

  it('says how sure it is where it is not', () => {
    expect(textOf(readAnalysis('jest'))).toContain('The test runner says so (medium confidence):')
    expect(textOf(readAnalysis('maven'))).not.toContain('confidence')
  })

  it('says that the end was told, or what would have decided', () => {
    expect(textOf(readAnalysis('gcc'))).toContain('\n  Whoever ran the job says so: exit code 1\n\n')
    expect(textOf(readAnalysis('passed'))).toContain('It was told how the job ended: exit code 0.')
    expect(textOf(readAnalysis('unknown'))).toContain(
      'This would have decided:\n  - an exit code, told or in the log\n',
    )
  })
})

describe('the cause', () => {
  it('stands in its block behind raw line numbers, its own line marked', () => {
    const text = textOf(readAnalysis('gcc'))
    expect(text).toContain('    8 │       |                         %d\n>   9 │ src/parser.c:22:8: error: ')
  })

  it('has its message above where the block does not show it whole', () => {
    const message = '‘struct parse_state’ has no member named ‘postion’; did you mean ‘position’?'
    expect(textOf(readAnalysis('gcc'))).toContain(`Cause\n  ${message}\n`)
    expect(textOf(readAnalysis('jest'))).toContain('Cause\n    9 │')
  })

  it('has at most three lines of message', () => {
    const lines = renderReport(withCause({ message: 'word '.repeat(100) }), WIDTH)
    const start = lines.indexOf('Cause')
    expect(lines[start + 3]).toMatch(/^ {2}word (?:word )+w?o?r?d?…$/)
    expect(lines[start + 4]).toMatch(/^ {4}8 │/)
  })

  it('is cut to sixteen lines from the one before the error, and says how many are left', () => {
    const context = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n')
    const text = textOf(withCause({ context, start_line: 1, line: 20, end_line: 40, message: 'line 20' }))
    expect(text).toContain('Cause\n   19 │ line 19\n>  20 │ line 20\n')
    expect(text).toContain('   34 │ line 34\n      … 6 more lines\n')
  })

  it('cuts lines of the log at the page instead of breaking them, wide characters counted as two', () => {
    const text = textOf(withCause({ context: '漢'.repeat(100), start_line: 1, line: 1, message: '漢' }))
    expect(text).toContain(`>   1 │ ${'漢'.repeat(35)}…\n`)
  })

  it('shows tabs as blanks, so that columns can be counted', () => {
    expect(textOf(withCause({ context: '\tat A.b', start_line: 1, line: 1 }))).toContain('>   1 │     at A.b\n')
  })

  it('says step, class, rule, count and place', () => {
    const text = textOf(readAnalysis('maven'))
    expect(text).toContain('  dependency_error ×3 · class network · rule maven-could-not-transfer\n  step “Run mvn')
    expect(textOf(readAnalysis('gcc'))).toContain('rule cc-error · src/parser.c:22:8\n')
  })

  it('is followed by the others, a line each, and the number of those that are not listed', () => {
    const text = textOf(readAnalysis('maven'))
    expect(text).toContain('Other errors\n   119 │ incompatible types: ')
    expect(text).toContain('   120 │ int cannot be dereferenced\n       … 3 more kinds of errors are not listed\n')
    expect(text).toMatch(/│ incompatible types: .*… {2}×2\n/)
  })

  it('is the sentence and the last lines where there is none', () => {
    const text = textOf(readAnalysis('go-test'))
    expect(text).toContain('\nThe run failed and no cause was found.\n   15 │ --- SKIP: TestParseDays (0.00s)\n')
  })

  it('says what became of an error that needs nobody', () => {
    const text = textOf(readAnalysis('pytest'))
    expect(text).toContain('  recovered: the same thing succeeded later\n')
    expect(text).toMatch(/│ Retrying .*… {2}×12 {2}tolerated\n/)
    expect(text).not.toContain('Cause')
  })
})

describe('the rest of the report', () => {
  it('names ten failed tests and counts the others', () => {
    const text = textOf(readAnalysis('go-test'))
    expect(text.match(/^ {2}✗ /gm)).toHaveLength(10)
    expect(text).toContain('  ✗ TestParseDays/8d\n  … and 7 more failed\n')
  })

  it('counts tests per runner where there are several', () => {
    const text = textOf(readAnalysis('pytest'))
    expect(text).toContain('Tests  129 passed, 2 skipped\n  pytest  line 2100        5 passed  1 skipped\n')
  })

  it('puts the support of a claim into a word and its evidence below', () => {
    const text = textOf(readAnalysis('pytest'))
    expect(text).toContain(
      '  contradicted  “I did not change any test” (line 2191)\n                tests/test_cart.py was',
    )
    expect(text).toContain('  unproven      “The deployment')
  })

  it('says that a retry is vain only where the cause is known and its class makes that certain', () => {
    const vain = 'A retry without a change is not expected to help.'
    expect(textOf(readAnalysis('gcc'))).toContain(vain)
    for (const change of [
      { class: 'crash' },
      { class: 'generic' },
      { severity: 'medium' },
      { retryable: true },
    ] as const)
      expect(textOf(withCause(change))).not.toContain(vain)
    expect(textOf({ ...readAnalysis('gcc'), recommendations: [] })).not.toContain(vain)
    expect(textOf(readAnalysis('pytest'))).not.toContain(vain)
  })

  it('says once that a retry may help', () => {
    const text = textOf(readAnalysis('maven'))
    expect(text.match(/[Tt]ry(?:ing)? again/g)).toHaveLength(1)
    expect(text).not.toContain('A retry without')
  })

  it('says once what was not read', () => {
    const unread = { ...readAnalysis('unknown'), warnings: ['The log ends in the middle of a line.'] }
    expect(textOf(unread).match(/in the middle of a line/g)).toHaveLength(1)
  })

  it('shows where the points come from', () => {
    expect(textOf(readAnalysis('jest'))).toContain(
      'Score  24 = 30 (the run failed) −4 (2 errors that stand) −2 (a test',
    )
  })

  it('says what became of the learnings once the job is through', () => {
    const learnt = { job_id: 'agent-52', learnings_stored: 1, relations_created: 1 }
    const text = textOf({ ...readAnalysis('pytest'), learning_result: learnt, telegram_notified: true } as Analysis)
    expect(text).toContain('Afterwards\n  - graph: 1 of 1 learnings stored\n  - message sent: yes\n')
  })
})

function textOf(analysis: Analysis): string {
  return renderReport(analysis, WIDTH).join('\n')
}

function withCause(fields: Partial<ReportError>): Analysis {
  const [cause] = readAnalysis('gcc').errors
  if (typeof cause !== 'object') throw new Error('Expected the report to have an error')
  return { ...readAnalysis('gcc'), errors: [{ ...cause, ...fields }] }
}
