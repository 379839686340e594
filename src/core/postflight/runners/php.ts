// PHPUnit and Pest. PHPUnit's incomplete tests count as skipped; risky tests and warnings passed.
// https://docs.phpunit.de/en/11.5/textui.html, https://pestphp.com/docs

import { type Columns, failure, readPairs, readTerms, runOf, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { firstName, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

const OK = /^OK \((?<total>\d{1,9}) tests?, \d{1,9} assertions?\)$/
const COUNTS = /^Tests: (?<terms>\d{1,9}, Assertions: \d{1,9}[\w:, ]{0,300})\.$/
const COLUMNS: Columns = {
  tests: 'total',
  failures: 'failed',
  errors: 'errored',
  skipped: 'skipped',
  incomplete: 'skipped',
}
/** Each section has its own numbering; only failures and errors are failed tests. */
const SECTION = /^There (?:was|were) \d{1,9} (?<what>[\w ]{1,60}):$/
const LISTED = /^\d{1,6}\) (?<name>[\w\\]{1,500}::.{1,1000})$/

export const PHPUNIT: TestRunner = {
  name: 'phpunit',
  literals: ['\nOK (', ', Assertions: ', 'There was 0', 'There were 0', ...NUMBERED_LITERALS],
  open: openPhpunit,
  examples: {
    match: [
      {
        log: [
          'There was 1 error:',
          '1) CartTest::testBoom',
          'There were 2 failures:',
          '1) App\\CartTest::testAdds',
          '2) CartTest::testData with data set "two b" (2)',
          'There was 1 risky test:',
          '1) CartTest::testRisky',
          'ERRORS!',
          'Tests: 8, Assertions: 4, Errors: 1, Failures: 2, Skipped: 1, Incomplete: 1, Risky: 1.',
        ].join('\n'),
        events: [
          failure('CartTest::testBoom'),
          failure('App\\CartTest::testAdds'),
          failure('CartTest::testData with data set "two b" (2)'),
          runOf({ total: 8, errored: 1, failed: 2, skipped: 2 }),
        ],
      },
      { log: 'OK (3 tests, 5 assertions)', events: [runOf({ total: 3 })] },
    ],
    noMatch: ['OK (3 tests)', 'OK, but incomplete, skipped, or risky tests!', '1) CartTest::testAdds'],
  },
}

function openPhpunit(): RunnerReader {
  let isInFailures = false
  return ({ text }) => {
    const ok = OK.exec(text)?.groups
    if (ok !== undefined) return [runOf(toSaid(ok))]
    const terms = COUNTS.exec(text)?.groups?.['terms']
    if (terms !== undefined) {
      isInFailures = false
      return [runOf(readPairs(`Tests: ${terms}`, COLUMNS) ?? {})]
    }
    const section = SECTION.exec(text)?.groups?.['what']
    if (section !== undefined) isInFailures = /^(?:failures?|errors?)$/.test(section)
    const name = isInFailures ? LISTED.exec(text)?.groups?.['name'] : undefined
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** The terms come in no fixed order; deprecations, warnings and risky tests are passed ones. */
const PEST_COUNTS =
  /^ {2}Tests: {1,6}(?<terms>\d{1,9} \w{1,20}(?:, \d{1,9} \w{1,20}){0,9})(?: \(\d{1,9} assertions?\))?$/
const PEST_COLUMNS: Columns = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  todo: 'skipped',
  todos: 'skipped',
  incomplete: 'skipped',
  risky: 'passed',
  warning: 'passed',
  warnings: 'passed',
  warn: 'passed',
  deprecated: 'passed',
}
const PEST_NAMES = [/^ {2,4}FAILED {2}(\S.{0,1000}?)(?: {2}|$)/]

/** Also Laravel's `artisan test`, which prints the same way. */
export const PEST: TestRunner = {
  name: 'pest',
  literals: ['  Tests: ', '  FAILED  '],
  open: () => readPest,
  examples: {
    match: [
      {
        log: '   FAILED  Tests\\Unit\\CartTest > it adds an item   AssertionFailedError\n  Tests:    1 failed, 1 skipped, 2 passed (5 assertions)',
        events: [failure('Tests\\Unit\\CartTest > it adds an item'), runOf({ failed: 1, skipped: 1, passed: 2 })],
      },
      { log: '  Tests:  2 passed', events: [runOf({ passed: 2 })] },
    ],
    noMatch: ['Tests:       2 passed, 2 total', '  Tests:  2 files', '  Duration: 0.12s'],
  },
}

function readPest({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const terms = PEST_COUNTS.exec(text)?.groups?.['terms']
  const said = terms === undefined || terms.endsWith(' total') ? undefined : readTerms(terms, PEST_COLUMNS)
  if (said !== undefined) return [runOf(said)]
  const name = firstName(PEST_NAMES, text)
  return name === undefined ? NO_EVENTS : [failure(name)]
}
