// The default rules on recorded logs of real tools: one that failed and one that passed for each.

import { describe, expect, it } from 'vitest'
import { type Expectation, problemsOf } from './problems.ts'
import { readRecordings } from './recordings.ts'

interface Exception {
  readonly expectation: Expectation
  readonly reason: string
}

/** What is not met, by tool. Whoever mends one takes it out: an exception that is met fails too. */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'ant-junit': { expectation: 'tests', reason: 'the task prints the counts of a class twice, and both are added' },
  busted: { expectation: 'tests', reason: 'the reader names a failed test by its place; the name stands a line below' },
  catch2: { expectation: 'tests', reason: 'the name stands between two rules of dashes, which no reader looks at' },
  'django-migrations': { expectation: 'cause', reason: 'a check that prints what an ordinary run prints as well' },
  'go-test-race': { expectation: 'tests', reason: 'without -v go test says nothing of tests that passed' },
  'php-exception': {
    expectation: 'cause',
    reason: 'printed twice, to the log and to the page; the later one is shown',
  },
  'timeout-124': { expectation: 'cause', reason: 'killed without a word: no line says what happened' },
  uvu: { expectation: 'tests', reason: 'no reader counts the tests of uvu' },
}
const EXCEPTIONS_SHARE_MAX = 0.1

const RECORDINGS = readRecordings()

describe('the default rules on recorded logs', () => {
  it('are tried on every tool that an exception names, and these are few', () => {
    const tools = RECORDINGS.map(({ tool }) => tool)
    expect(tools).toEqual(expect.arrayContaining(Object.keys(EXCEPTIONS)))
    expect(Object.keys(EXCEPTIONS).length / tools.length).toBeLessThanOrEqual(EXCEPTIONS_SHARE_MAX)
  })

  it.each(RECORDINGS)('tell verdict, cause and tests of $tool', (recording) => {
    const { expectation } = EXCEPTIONS[recording.tool] ?? {}
    const problems = problemsOf(recording)
    expect(problems.filter((problem) => problem.expectation !== expectation)).toEqual([])
    const isExcepted = problems.some((problem) => problem.expectation === expectation)
    expect(isExcepted, 'Mended: take it out of EXCEPTIONS').toBe(expectation !== undefined)
  })
})
