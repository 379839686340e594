// unittest and what prints like it: Django, twisted's trial, and nose, which is told apart by its command. An expected
// failure counts as skipped; an unexpected success fails the run, so it counts as failed.

import { type Columns, failure, readPairs, runAgain, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** `TextTestRunner.run` of CPython's unittest/runner.py; the verdict two lines later makes it exact. */
const RAN = /^Ran (?<total>\d{1,9}) tests? in \d{1,9}\.\d{1,6}s$/
const VERDICT = /^(?:FAILED|OK|PASSED|NO TESTS RAN) \((?<terms>[\w=, ]{1,300})\)$/
/** The verdict stands below the count, past an empty line. */
const VERDICT_WITHIN_LINES = 3

const COLUMNS: Columns = {
  failures: 'failed',
  errors: 'errored',
  skipped: 'skipped',
  skip: 'skipped',
  skips: 'skipped',
  'expected failures': 'skipped',
  expectedfailures: 'skipped',
  'unexpected successes': 'failed',
  unexpectedsuccesses: 'failed',
}

/** `FAIL: test_a (tests.CartTest.test_a) (i=1)`; before Python 3.11 the class alone is in the parentheses. */
const FAILED = /^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (?<method>[A-Za-z_]\w*) \((?<path>[A-Za-z_][\w.]{0,500})\)/
const FAILED_IMPORT = /^ERROR: (?<path>[A-Za-z_][\w.]{0,500}) \(unittest\.loader\.[\w.]{1,500}\)/
/** nose's word for what a class or a module sets up. */
const FAILED_SUITE = /^(?:FAIL|ERROR): test suite for <(?:class|module) '(?<path>[\w.]{1,500})'/
/** nose also runs bare functions. */
const FAILED_FUNCTION = /^(?:FAIL|ERROR): (?<path>[A-Za-z_]\w{0,500}\.[\w.]{1,500}(?:\([^)]{0,500}\))?)$/

const LITERALS = [
  ...['\nRan ', '\nFAILED (', '\nOK (', '\nPASSED (', '\nNO TESTS RAN ('],
  ...['\nFAIL: ', '\nERROR: ', '\nUNEXPECTED SUCCESS: ', 'nosetests', 'nose2'],
]

export const UNITTEST: TestRunner = {
  name: 'unittest',
  literals: LITERALS,
  open: () => openReader('unittest'),
  examples: {
    match: [
      {
        log: [
          'FAIL: test_f (test_a.T.test_f) (i=1)',
          'ERROR: test_g (tests.test_a.T)',
          'ERROR: test_b (unittest.loader._FailedTest.test_b)',
          'ERROR: tests.test_c (unittest.loader.ModuleImportFailure)',
          'ERROR: setUpClass (tests.test_a.U)',
          'Ran 7 tests in 0.001s',
          '',
          'FAILED (failures=2, errors=1, skipped=1, expected failures=1, unexpected successes=1)',
        ].join('\n'),
        events: [
          failure('test_a.T.test_f'),
          failure('tests.test_a.T.test_g'),
          failure('test_b'),
          failure('tests.test_c'),
          failure('tests.test_a.U.setUpClass'),
          runOf({ total: 7 }),
          runAgain({ total: 7, failed: 3, errored: 1, skipped: 2 }),
        ],
      },
      {
        log: 'Ran 3 tests in 0.002s\n\nOK (skipped=1)',
        events: [runOf({ total: 3 }), runAgain({ total: 3, skipped: 1 })],
      },
      { log: 'Ran 3 tests in 0.002s\n\nOK', events: [runOf({ total: 3 })] },
    ],
    noMatch: [
      'Ran 3 tests in the morning',
      'FAILED (exit code 1)',
      'FAIL: shop (0.00s)',
      'nosetests\nRan 3 tests in 0.1s',
    ],
  },
}

export const NOSE: TestRunner = {
  name: 'nose',
  literals: LITERALS,
  open: () => openReader('nose'),
  examples: {
    match: [
      {
        log: "$ nosetests -v\nERROR: test suite for <class 'tests.test_cart.CartTest'>\nFAIL: tests.test_cart.test_adds\nRan 3 tests in 0.005s\n\nFAILED (SKIP=1, failures=1)",
        events: [
          failure('tests.test_cart.CartTest'),
          failure('tests.test_cart.test_adds'),
          runOf({ total: 3 }),
          runAgain({ total: 3, failed: 1, skipped: 1 }),
        ],
      },
    ],
    noMatch: ['Ran 3 tests in 0.005s\n\nFAILED (failures=1)'],
  },
}

function openReader(wanted: 'unittest' | 'nose'): RunnerReader {
  let speaker = 'unittest'
  let ran = { total: 0, line: Number.NEGATIVE_INFINITY }
  return ({ text, number }) => {
    if (text.includes('nosetests') || text.includes('nose2')) speaker = 'nose'
    if (speaker !== wanted) return NO_EVENTS
    const total = RAN.exec(text)?.groups?.['total']
    if (total !== undefined) {
      ran = { total: Number(total), line: number }
      return [runOf(ran)]
    }
    const verdict = number - ran.line <= VERDICT_WITHIN_LINES ? readVerdict(text, ran.total) : undefined
    return verdict ?? readFailure(text)
  }
}

function readVerdict(text: string, total: number): readonly RunnerEvent[] | undefined {
  const terms = VERDICT.exec(text)?.groups?.['terms']
  const said = terms === undefined ? undefined : readPairs(terms, COLUMNS)
  return said === undefined ? undefined : [runAgain({ ...said, total })]
}

function readFailure(text: string): readonly RunnerEvent[] {
  const match = FAILED_IMPORT.exec(text) ?? FAILED_SUITE.exec(text) ?? FAILED_FUNCTION.exec(text)
  const path = match?.groups?.['path']
  if (path !== undefined) return [failure(path)]
  const { method, path: place } = FAILED.exec(text)?.groups ?? {}
  if (method === undefined || place === undefined) return NO_EVENTS
  return [failure(place.endsWith(`.${method}`) ? place : `${place}.${method}`)]
}
