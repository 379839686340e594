// Jest: `Tests:` counts, `Test Suites:` does not; a failed test's bullet stands at its file and again at the end.
// https://github.com/jestjs/jest/blob/main/packages/jest-reporters/src/getSummary.ts

import { type Columns, failure, readTerms, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

/** The total comes last. Workspace tools put a package and its script before the line. */
const SUMMARY =
  /^(?:[\w@/.-]{1,100}(?: \w{1,30})?: )?Tests: {1,10}(?<terms>[\w, ]{1,200}, \d{1,9} total|\d{1,9} total)$/
const COLUMNS: Columns = { failed: 'failed', skipped: 'skipped', todo: 'skipped', passed: 'passed', total: 'total' }

const FAILED = /^(?:[\w@/.-]{1,100}(?: \w{1,30})?: )? {2}● (?<name>\S.*)$/
/** Bullets that name no test. */
const NO_TESTS = [
  'Test suite failed to run',
  'Console',
  'Cannot log after tests are done',
  'Validation Error',
  'Validation Warning',
  'Deprecation Warning',
  'process.exit called with',
  'Multiple configurations found',
]

export const JEST: TestRunner = {
  name: 'jest',
  literals: ['tests: ', '● '],
  open: () => readLine,
  examples: {
    match: [
      {
        log: [
          'FAIL j/a.test.js',
          '  ● cart › adds an item',
          'Test Suites: 2 failed, 2 total',
          'Tests:       2 failed, 1 skipped, 1 todo, 1 passed, 5 total',
        ].join('\n'),
        events: [failure('cart › adds an item'), runOf({ failed: 2, skipped: 2, passed: 1, total: 5 })],
      },
      { log: 'Tests:       3 passed, 3 total', events: [runOf({ passed: 3 })] },
      { log: 'packages/shop test: Tests:       3 passed, 3 total', events: [runOf({ passed: 3 })] },
      { log: 'Tests:       0 total', events: [runOf({})] },
    ],
    noMatch: [
      'Test Suites: 1 failed, 2 passed, 3 total',
      '    ✓ prints Tests: 1 failed, 3 total (2 ms)',
      '  ● Test suite failed to run',
      'Snapshots:   0 total',
    ],
  },
}

function readLine({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const terms = SUMMARY.exec(text)?.groups?.['terms']
  if (terms !== undefined) return [runOf(readTerms(terms, COLUMNS) ?? {})]
  const name = FAILED.exec(text)?.groups?.['name']
  if (name === undefined || NO_TESTS.some((start) => name.startsWith(start))) return NO_EVENTS
  return [failure(name)]
}
