// Lines that look like a summary and are none, and summaries that are easily missed.

import { describe, expect, test } from 'vitest'
import { tallyOf } from './read-log.ts'

const ESC = '\u001b'

describe('what is no summary', () => {
  test.each([
    ['a title of a passing test', '    ✓ prints "Tests: 1 failed, 2 total" (2 ms)'],
    ["Mocha's word in an application's line", '  6 failing as expected'],
    ['a failing count without its epilogue', '  6 failing'],
    ['a quoted summary of pytest', 'expected "=== 1 failed in 0.1s ===" in the output'],
    [
      "cargo's summary quoted by a test",
      '    test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out',
    ],
    ['steps of scenarios', '4 steps (1 failed, 3 passed)'],
    ['suites of Jest', 'Test Suites: 1 failed, 2 passed, 3 total'],
    ['a sentence', 'We ran 3 tests, 1 failed in the end'],
  ])('%s', (_what, line) => {
    expect(tallyOf(line)).toBeUndefined()
  })

  test('a total of Jest is not counted again for its suites', () => {
    const log = 'Test Suites: 1 failed, 1 total\nTests:       1 failed, 2 passed, 3 total\nSnapshots:   0 total'
    expect(tallyOf(log)).toMatchObject({ total: 3, passed: 2, failed: 1 })
  })

  test('what nested suites of XCTest say does not count beside the outermost', () => {
    const suite = (name: string) =>
      `Test Suite '${name}' failed at 2024-05-01 12:00:00.000\n\t Executed 3 tests, with 1 failure (0 unexpected) in 0.012 (0.015) seconds`
    const log = ['CartTests', 'ShopTests.xctest', 'All tests'].map(suite).join('\n')
    expect(tallyOf(log)).toMatchObject({ total: 3, failed: 1 })
  })

  test('Mocha inside of Cypress does not count beside it', () => {
    const log = [
      '  (Run Starting)',
      '  2 passing (7ms)',
      '  1 failing',
      '  (Run Finished)',
      '    ✖  1 of 1 failed (100%)                     00:12        3        2        1        -        -',
    ].join('\n')
    expect(tallyOf(log)).toMatchObject({ total: 3, failed: 1 })
  })

  test("a re-run of RSpec's failures is a run of its own, its names count once", () => {
    const run = (counts: string) => `${counts}\n\nFailed examples:\n\nrspec ./cart_spec.rb:2 # Cart adds an item`
    const tests = tallyOf([run('5 examples, 1 failure'), run('1 example, 1 failure')].join('\n'))
    expect(tests).toMatchObject({ total: 6, failed: 2, failed_names: ['Cart adds an item'] })
  })
})

describe('what is easily missed', () => {
  test.each([
    '=========== 2 passed, 1 failed in 0.12s ===========',
    '=========== 1 failed, 2 passed, 1 warning in 62.12s (0:01:02) ===========',
    '1 failed, 2 passed in 0.12s',
    '2024-05-01T12:00:00.0000000Z ===== 1 failed, 2 passed in 0.12s =====',
    `${ESC}[31m===== ${ESC}[31m${ESC}[1m1 failed${ESC}[0m, ${ESC}[32m2 passed${ESC}[0m${ESC}[31m in 0.12s${ESC}[0m${ESC}[31m =====${ESC}[0m`,
  ])('the failure in %j', (line) => {
    expect(tallyOf(line)).toMatchObject({ total: 3, passed: 2, failed: 1 })
  })

  test.each([
    [
      'vitest',
      `${ESC}[2m      Tests ${ESC}[22m ${ESC}[1m${ESC}[31m1 failed${ESC}[39m${ESC}[22m${ESC}[2m | ${ESC}[22m${ESC}[1m${ESC}[32m2 passed${ESC}[39m${ESC}[22m${ESC}[90m (3)${ESC}[39m`,
    ],
    [
      'jest',
      `${ESC}[1mTests:       ${ESC}[22m${ESC}[1m${ESC}[31m1 failed${ESC}[39m${ESC}[22m, ${ESC}[1m${ESC}[32m2 passed${ESC}[39m${ESC}[22m, 3 total`,
    ],
    [
      'mocha',
      `${ESC}[92m ${ESC}[0m${ESC}[32m 2 passing${ESC}[0m${ESC}[90m (7ms)${ESC}[0m\n${ESC}[31m  1 failing${ESC}[0m`,
    ],
    [
      'cargo test',
      `test result: ${ESC}[31mFAILED${ESC}(B${ESC}[m. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out`,
    ],
    [
      'pest',
      `  ${ESC}[90mTests:${ESC}[39m    ${ESC}[31;1m1 failed${ESC}[39;22m${ESC}[90m,${ESC}[39m${ESC}[32;1m 2 passed${ESC}[39;22m${ESC}[90m (3 assertions)${ESC}[39m`,
    ],
    ['surefire', `[${ESC}[1;31mERROR${ESC}[m] ${ESC}[1;31mTests run: 3, Failures: 1, Errors: 0, Skipped: 0${ESC}[m`],
  ])('the coloured summary of %s', (runner, log) => {
    expect(tallyOf(log)?.by_runner).toMatchObject([{ runner, total: 3, passed: 2, failed: 1 }])
  })

  test('names of old and new Surefire become one form, and the list below does not repeat them', () => {
    const log = [
      'addsItem(com.shop.CartTest)  Time elapsed: 0.01 sec  <<< FAILURE!',
      '[ERROR] com.shop.CartTest.addsItem -- Time elapsed: 0.111 s <<< FAILURE!',
      '[ERROR] Failures: ',
      '[ERROR]   CartTest.addsItem:12 expected: <1> but was: <2>',
      '[ERROR]   TillTest.opens:7',
      '[ERROR] Tests run: 3, Failures: 2, Errors: 0, Skipped: 0',
    ].join('\n')
    expect(tallyOf(log)?.failed_names).toEqual(['com.shop.CartTest.addsItem', 'TillTest.opens'])
  })

  test('a parametrised test of pytest keeps its blanks and dashes', () => {
    const log =
      '=== short test summary info ===\nFAILED tests/test_a.py::test_x[a - b] - assert 1 == 2\n1 failed in 0.1s'
    expect(tallyOf(log)?.failed_names).toEqual(['tests/test_a.py::test_x[a - b]'])
  })

  test('packages of go test with and without -v count each in their way', () => {
    const verbose = '=== RUN   TestCart\n--- PASS: TestCart (0.00s)\nPASS\nok  \tshop/cart\t0.003s'
    expect(tallyOf(verbose)).toMatchObject({ total: 1, passed: 1 })
    expect(tallyOf('ok  \tshop/cart\t0.003s\nFAIL\tshop/till [build failed]')).toMatchObject({ total: 2, failed: 1 })
  })
})
