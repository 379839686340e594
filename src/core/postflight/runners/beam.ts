// Elixir's ExUnit and Erlang's EUnit, by itself and under rebar3, whose closing line is like that of ExUnit.

import { type Columns, failure, readTerms, runOf, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { firstName, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

/** Right above the counts of both. */
const FINISHED = /^Finished in \d{1,9}(?:\.\d{1,9})? seconds(?: \(.{1,100}\))?$/
const EUNIT_BEGIN = '===> Performing EUnit tests...'

/** https://github.com/elixir-lang/elixir/blob/main/lib/ex_unit/lib/ex_unit/cli_formatter.ex; the excluded are in the total. */
const EXUNIT_COUNTS =
  /^(?<terms>(?:\d{1,9} [a-z]{1,30}, ){1,9}\d{1,9} failures?(?:, \d{1,9} (?:excluded|invalid|skipped)){0,3})(?: \(\d{1,9} excluded\))?$/
const EXUNIT_COLUMNS: Columns = {
  test: 'total',
  tests: 'total',
  doctest: 'total',
  doctests: 'total',
  property: 'total',
  properties: 'total',
  feature: 'total',
  features: 'total',
  failure: 'failed',
  failures: 'failed',
  excluded: 'skipped',
  skipped: 'skipped',
  invalid: 'errored',
}
const EXUNIT_NAME = /^ {1,4}\d{1,6}\) (?<name>(?:test|doctest|property|feature) .{1,1000} \([\w.]{1,300}\))$/

export const EXUNIT: TestRunner = {
  name: 'exunit',
  literals: [
    ...['Finished in 0', 'Performing EUnit', '0 failure', '0) test ', '0) doctest ', '0) property ', '0) feature '],
  ],
  open: openExunit,
  examples: {
    match: [
      {
        log: '  1) test adds an item (Shop.CartTest)\n     test/cart_test.exs:5\n\nFinished in 0.05 seconds (0.00s async, 0.05s sync)\n1 doctest, 3 tests, 1 failure, 1 excluded',
        events: [failure('test adds an item (Shop.CartTest)'), runOf({ total: 4, failed: 1, skipped: 1 })],
      },
    ],
    noMatch: ['3 tests, 1 failure', '===> Performing EUnit tests...\nFinished in 0.1 seconds\n3 tests, 0 failures'],
  },
}

function openExunit(): RunnerReader {
  let finishedLine = Number.NEGATIVE_INFINITY
  let isEunit = false
  return ({ text, number }) => {
    if (text === EUNIT_BEGIN) isEunit = true
    if (FINISHED.test(text)) finishedLine = number
    const terms = number === finishedLine + 1 ? EXUNIT_COUNTS.exec(text)?.groups?.['terms'] : undefined
    if (terms !== undefined && !isEunit) return [runOf(readTerms(terms, EXUNIT_COLUMNS) ?? {})]
    if (terms !== undefined) isEunit = false
    const name = EXUNIT_NAME.exec(text)?.groups?.['name']
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** https://www.erlang.org/doc/apps/eunit and https://github.com/erlang/rebar3/blob/main/apps/rebar/src/rebar_eunit.erl. */
const EUNIT_RUN = [
  /^ {2}All (?<passed>\d{1,9}) tests passed\.$/,
  /^ {2}(?<passed>\d{1,9}) tests passed\.$/,
  /^ {2}Failed: (?<failed>\d{1,9})\. {2}Skipped: (?<skipped>\d{1,9})\. {2}Passed: (?<passed>\d{1,9})\.$/,
]
const REBAR_RUN =
  /^(?<total>\d{1,9}) tests, (?<failed>\d{1,9}) failures(?:, (?<skipped>\d{1,9}) skips)?(?:, (?<errored>\d{1,9}) cancelled)?$/
const EUNIT_NAMES = [
  /^ {1,4}\d{1,6}\) ([a-z][\w@]{0,100}):(\w{1,200})\/\d{1,3}\b/,
  /^ {0,8}([a-z][\w@]{0,100}):(?:\d{1,9}:)? (\w{1,200})\b(?=.{0,500}\.\.\.\*failed\*)/,
]

export const EUNIT: TestRunner = {
  name: 'eunit',
  literals: ['Performing EUnit', ' tests passed.', '  Failed: 0', '0 failures', '*failed*', ...NUMBERED_LITERALS],
  open: openEunit,
  examples: {
    match: [
      {
        log: 'cart_tests: adds_test...*failed*\n  Failed: 1.  Skipped: 0.  Passed: 2.',
        events: [failure('cart_tests:adds_test'), runOf({ passed: 2, failed: 1 })],
      },
      {
        log: "===> Performing EUnit tests...\n  1) cart_tests:adds_test/0: module 'cart_tests'\nFinished in 0.119 seconds\n3 tests, 1 failures",
        events: [failure('cart_tests:adds_test'), runOf({ total: 3, failed: 1 })],
      },
      { log: '  All 3 tests passed.', events: [runOf({ passed: 3 })] },
    ],
    noMatch: ['Finished in 0.1 seconds\n3 tests, 0 failures', 'All 3 tests passed!'],
  },
}

function openEunit(): RunnerReader {
  let isRebar = false
  return ({ text }) => {
    if (text === EUNIT_BEGIN) isRebar = true
    const counts = [...EUNIT_RUN, ...(isRebar ? [REBAR_RUN] : [])]
      .map((pattern) => pattern.exec(text)?.groups)
      .find((groups) => groups !== undefined)
    if (counts !== undefined) {
      isRebar = false
      return [runOf(toSaid(counts))]
    }
    const name = firstName(EUNIT_NAMES, text, ':')
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}
