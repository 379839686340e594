// Ruby's runners: RSpec, Minitest (and Rails) and test-unit. An RSpec error outside of examples counts as errored.

import { addCounts, type Columns, failure, NO_COUNTS, readTerms, runOf, toCounts, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { firstName, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestCounts, TestRunner } from './runner.ts'

const EXAMPLES =
  /^(?<terms>\d{1,9} examples?, \d{1,9} failures?(?:, \d{1,9} (?:pending|pendings))?(?:, \d{1,9} errors? occurred outside of examples)?)$/
const EXAMPLE_COLUMNS: Columns = {
  example: 'total',
  examples: 'total',
  failure: 'failed',
  failures: 'failed',
  pending: 'skipped',
  pendings: 'skipped',
}
const OUTSIDE = /(?<errored>\d{1,9}) errors? occurred outside of examples$/
/** https://github.com/rspec/rspec/blob/main/rspec-core/lib/rspec/core/notifications.rb: `rspec ./cart_spec.rb:2 # Cart adds`. */
const RERUN = /^rspec (?<place>\.?['"\w./\\-]{1,500}(?:\[[\d:,]{1,60}\])?['"]?(?::\d{1,9})?)(?: # (?<name>.{1,1000}))?$/
/** parallel_tests closes with the sum of what its processes said. */
const PARALLEL = /^\d{1,4} processes for \d{1,9} specs/

export const RSPEC: TestRunner = {
  name: 'rspec',
  literals: [' example', 'rspec ', ' processes for '],
  open: openRspec,
  examples: {
    match: [
      {
        log: '5 examples, 2 failures, 2 pending\n\nFailed examples:\n\nrspec ./a_spec.rb:2 # Cart adds an item\nrspec ./a_spec.rb:6 # Cart nested deep # hash',
        events: [
          runOf({ total: 5, failed: 2, skipped: 2 }),
          failure('Cart adds an item'),
          failure('Cart nested deep # hash'),
        ],
      },
      {
        log: '0 examples, 0 failures, 1 error occurred outside of examples',
        events: [runOf({ errored: 1 })],
      },
      {
        log: '4 processes for 10 specs, ~ 2 specs per process\n1 example, 0 failures\n2 examples, 1 failure\n3 examples, 1 failure',
        events: [runOf({ total: 1 }), runOf({ total: 2, failed: 1 })],
      },
    ],
    noMatch: ['see 3 examples, 1 failure for more', 'rspec -f doc', 'Cart says 1 example, 0 failures'],
  },
}

function openRspec(): RunnerReader {
  let isParallel = false
  let processes = NO_COUNTS
  return ({ text }) => {
    if (PARALLEL.test(text)) isParallel = true
    const terms = EXAMPLES.exec(text)?.groups?.['terms']
    if (terms === undefined) return readRerun(text)
    const counts = readExamples(terms)
    if (isParallel && counts.total > 0 && isSame(counts, processes)) {
      isParallel = false
      processes = NO_COUNTS
      return NO_EVENTS
    }
    if (isParallel) processes = addCounts(processes, counts)
    return [runOf(counts)]
  }
}

function readExamples(terms: string): TestCounts {
  const inside = toCounts(readTerms(terms.replace(OUTSIDE, ''), EXAMPLE_COLUMNS) ?? {})
  return addCounts(inside, toCounts(toSaid(OUTSIDE.exec(terms)?.groups ?? {})))
}

function isSame(left: TestCounts, right: TestCounts): boolean {
  return left.total === right.total && left.failed === right.failed && left.skipped === right.skipped
}

function readRerun(text: string): readonly RunnerEvent[] {
  const { place, name } = RERUN.exec(text)?.groups ?? {}
  if (place === undefined || (name === undefined && !place.includes('_spec'))) return NO_EVENTS
  return [failure(name ?? place)]
}

/** Minitest 5 and newer, and Rails. */
const RUNS =
  /^(?<total>\d{1,9}) runs, \d{1,9} assertions, (?<failed>\d{1,9}) failures, (?<errored>\d{1,9}) errors, (?<skipped>\d{1,9}) skips$/
const MINITEST_NAMES = [/^([A-Z][\w:]{0,300}#test_[^\s[]{1,500})(?: \[.{1,600}\])?:$/]

export const MINITEST: TestRunner = {
  name: 'minitest',
  literals: ['0 runs, ', '#test_', ...NUMBERED_LITERALS],
  open: () => openNumbered(RUNS, MINITEST_NAMES),
  examples: {
    match: [
      {
        log: '  1) Error:\nCartTest#test_boom:\n\n  2) Failure:\nCartTest#test_adds [mt.rb:3]:\n\n  3) Skipped:\nCartTest#test_skip [mt.rb:5]:\n\n4 runs, 2 assertions, 1 failures, 1 errors, 1 skips',
        events: [
          failure('CartTest#test_boom'),
          failure('CartTest#test_adds'),
          runOf({ total: 4, failed: 1, errored: 1, skipped: 1 }),
        ],
      },
    ],
    noMatch: ['Finished in 0.001262s, 3170.3760 runs/s, 1585.1880 assertions/s.', 'CartTest#test_adds = 0.00 s = F'],
  },
}

/** test-unit and Ruby 1.8's Test::Unit: https://test-unit.github.io; pendings and omissions count as skipped. */
const TEST_UNIT_COUNTS =
  /^(?<total>\d{1,9}) tests, \d{1,9} assertions, (?<failed>\d{1,9}) failures, (?<errored>\d{1,9}) errors(?:, (?<skipped>\d{1,9}) (?:pendings|skips))?(?:, (?<skipped2>\d{1,9}) omissions)?(?:, \d{1,9} notifications)?$/
const TEST_UNIT_NAMES = [/^(?:Failure|Error): (test[^(]{1,500}\([\w:]{1,300}\))(?: \[.{1,600}\])?:?/]

export const TEST_UNIT: TestRunner = {
  name: 'test-unit',
  literals: ['0 tests, ', '\nFailure: ', '\nError: '],
  open: () => openNumbered(TEST_UNIT_COUNTS, TEST_UNIT_NAMES),
  examples: {
    match: [
      {
        log: 'Failure: test_adds(CartTest)\n4 tests, 3 assertions, 1 failures, 0 errors, 0 pendings, 1 omissions, 0 notifications',
        events: [failure('test_adds(CartTest)'), runOf({ total: 4, failed: 1, skipped: 1 })],
      },
    ],
    noMatch: ['4 tests, 1 failure', 'Error: test failed'],
  },
}

/** What the list of failures also holds: `  3) Skipped:` announces no failure. */
function openNumbered(run: RegExp, names: readonly RegExp[]): RunnerReader {
  let isSkipped = false
  return ({ text }) => {
    if (/^ {1,4}\d{1,6}\) /.test(text)) isSkipped = text.endsWith(') Skipped:')
    const counts = run.exec(text)?.groups
    if (counts !== undefined) return [runOf(toSaid(counts))]
    const name = isSkipped ? undefined : firstName(names, text)
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}
