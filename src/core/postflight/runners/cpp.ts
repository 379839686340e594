// C++: ctest and the frameworks that it runs.

import { failure, runOf } from './counts.ts'
import { fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

export const CPP_FRAMEWORKS = ['gtest', 'catch2', 'doctest (C++)', 'boost.test', 'qtest']

/** https://cmake.org/cmake/help/latest/manual/ctest.1.html; a test is whatever was given to `add_test`. */
export const CTEST = fromPatterns({
  name: 'ctest',
  literals: [
    '% tests passed',
    '(failed)',
    '(timeout)',
    '(segfault)',
    '(not run)',
    ' aborted)',
    '(illegal)',
    '(bad_command)',
    '(exit code ',
  ],
  drives: CPP_FRAMEWORKS,
  run: [/^\d{1,3}% tests passed, (?<failed>\d{1,9}) tests? failed out of (?<total>\d{1,9})$/],
  failed: [
    /^\s{1,8}\d{1,9} - (\S.{0,300}?) \((?:Failed|Timeout|SEGFAULT|Not Run|Subprocess \w{1,20}|Child aborted|ILLEGAL|NUMERICAL|BAD_COMMAND|Exit code .{1,40})\)(?: |$)/,
  ],
  examples: {
    match: [
      {
        log: '50% tests passed, 1 tests failed out of 2\nThe following tests FAILED:\n\t  2 - cart_test (Failed)',
        events: [runOf({ total: 2, failed: 1 }), failure('cart_test')],
      },
    ],
    noMatch: ['\t  3 - later_test (Skipped)', '2/2 Test #2: cart_test ........***Failed    0.01 sec'],
  },
})

export const CATCH2 = fromPatterns({
  name: 'catch2',
  literals: ['all tests passed (', 'test cases: '],
  run: [
    /^All tests passed \(\d{1,9} assertions? in (?<total>\d{1,9}) test cases?\)$/,
    /^test cases: {1,9}(?<total>\d{1,9})(?: \| {1,9}(?<passed>\d{1,9}) passed)?(?: \| {1,9}(?<skipped>\d{1,9}) skipped)?(?: \| {1,9}(?<failed>\d{1,9}) failed)?(?: \| {1,9}(?<skipped2>\d{1,9}) failed as expected)?$/,
  ],
  examples: {
    match: [
      { log: 'All tests passed (5 assertions in 3 test cases)', events: [runOf({ total: 3 })] },
      {
        log: 'test cases:  3 |  2 passed |  1 failed\nassertions: 12 | 11 passed | 1 failed',
        events: [runOf({ total: 3, passed: 2, failed: 1 })],
      },
      { log: 'test cases: 1 | 1 failed', events: [runOf({ failed: 1, passed: 0 })] },
    ],
    noMatch: ['assertions: 12 | 11 passed | 1 failed', '[doctest] test cases: 3 | 3 passed | 0 failed | 0 skipped'],
  },
})

/** https://github.com/doctest/doctest: tests that a filter took out are its skipped ones, so they are left out. */
const DOCTEST_COUNTS =
  /^\[doctest\] test cases: {1,9}\d{1,9} \| {1,9}(?<passed>\d{1,9}) passed \| {1,9}(?<failed>\d{1,9}) failed \|/
const TEST_CASE = /^TEST CASE: {1,4}(?<name>\S.{0,1000})$/
const ASSERTION = /^\S.{0,500}: (?:FATAL )?ERROR: /

export const DOCTEST_CPP: TestRunner = {
  name: 'doctest (C++)',
  literals: ['[doctest] ', 'TEST CASE: ', ': ERROR: ', ': FATAL ERROR: '],
  open: openDoctest,
  examples: {
    match: [
      {
        log: 'TEST CASE:  adds an item\n\ncart.cpp:5: ERROR: CHECK( a == b ) is NOT correct!\n[doctest] test cases:  3 |  2 passed | 1 failed | 0 skipped',
        events: [failure('adds an item'), runOf({ passed: 2, failed: 1 })],
      },
    ],
    noMatch: ['TEST CASE:  adds an item', '[doctest] assertions: 3 | 3 passed | 0 failed |'],
  },
}

function openDoctest(): RunnerReader {
  let testCase: string | undefined
  return ({ text }) => {
    testCase = TEST_CASE.exec(text)?.groups?.['name'] ?? testCase
    const { passed, failed } = DOCTEST_COUNTS.exec(text)?.groups ?? {}
    if (passed !== undefined) return [runOf({ passed: Number(passed), failed: Number(failed) })]
    if (testCase === undefined || !ASSERTION.test(text)) return NO_EVENTS
    const name = testCase
    testCase = undefined
    return [failure(name)]
  }
}

/** https://doc.qt.io/qt-6/qtest-overview.html: one run per test object. */
export const QTEST = fromPatterns({
  name: 'qtest',
  literals: ['totals: ', 'fail!  : '],
  run: [
    /^Totals: (?<passed>\d{1,9}) passed, (?<failed>\d{1,9}) failed, (?<skipped>\d{1,9}) skipped(?:, (?<skipped2>\d{1,9}) blacklisted)?(?:, \d{1,12}ms)?$/,
  ],
  failed: [/^FAIL! {2}: (\w{1,200}::\w{1,200}\(.{0,300}?\))(?: |$)/],
  examples: {
    match: [
      {
        log: 'FAIL!  : CartTest::addsItem(two rows) Compared values are not the same\nTotals: 3 passed, 1 failed, 0 skipped, 0 blacklisted, 12ms',
        events: [failure('CartTest::addsItem(two rows)'), runOf({ passed: 3, failed: 1 })],
      },
    ],
    noMatch: ['XFAIL  : CartTest::addsItem() will fix', 'Totals: 3 passed'],
  },
})
