// bats and Perl's prove.

import { failure, runOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

/** https://bats-core.readthedocs.io: its pretty formatter; the TAP one is read as TAP. ExUnit's line is the same. */
const BATS_COUNTS =
  /^(?<total>\d{1,9}) tests?, (?<failed>\d{1,9}) failures?(?:, (?<skipped>\d{1,9}) skipped)?(?:, (?<skipped2>\d{1,9}) not run)?(?: in \d{1,9}(?:\.\d{1,9})? seconds?)?$/
const BATS_TEST = /^ (?<mark>[✓✗-]) (?<name>\S.{0,1000})$/
/** What the terminal would overwrite, the name and `1/3`, may stand before the mark. */
const BATS_OVERWRITTEN = /^ {3}\S.{0,500}?\d\/\d{1,9}(?= [✓✗-] )/

export const BATS: TestRunner = {
  name: 'bats',
  literals: ['\n ✓ ', '\n ✗ ', '\n - ', '0 ✓ ', '0 ✗ ', '0 - ', '0 test, ', '0 tests, '],
  open: openBats,
  examples: {
    match: [
      {
        log: ' ✗ adds an item\n   (in test file a.bats, line 1)\n ✓ ok\n - later (skipped: x)\n\n3 tests, 1 failure, 1 skipped',
        events: [failure('adds an item'), runOf({ total: 3, failed: 1, skipped: 1 })],
      },
    ],
    noMatch: ['3 tests, 1 failure', '  ✓ adds an item'],
  },
}

function openBats(): RunnerReader {
  let isRunning = false
  return ({ text }) => {
    const { mark, name = '' } = BATS_TEST.exec(text.replace(BATS_OVERWRITTEN, ''))?.groups ?? {}
    if (mark !== undefined) isRunning = true
    if (mark === '✗') return [failure(name)]
    const counts = isRunning ? BATS_COUNTS.exec(text)?.groups : undefined
    if (counts === undefined) return NO_EVENTS
    isRunning = false
    return [runOf(toSaid(counts))]
  }
}

/** https://perldoc.perl.org/TAP::Formatter::Base: the failed are counted per file, the total only at the end. */
const FILE =
  /^(?<file>\S{1,500}) {1,200}\(Wstat: \d{1,9}(?: \([^)]{1,60}\))? Tests: \d{1,9} Failed: (?<failed>\d{1,9})\)$/
const TOTAL = /^Files=\d{1,9}, Tests=(?<total>\d{1,9}), /
/** Test::More says the name; it may stand in a line of its own. */
const MORE = /^#\s{1,8}Failed (?:\(TODO\) )?test '(?<name>.{1,1000})'$/

export const PROVE: TestRunner = {
  name: 'prove',
  literals: ['(wstat: ', 'files=', ' failed test '],
  drives: ['tap'],
  open: openProve,
  examples: {
    match: [
      {
        log: [
          "#   Failed test 'adds an item'",
          '#   at t/cart.t line 3.',
          't/cart.t (Wstat: 256 (exited 1) Tests: 3 Failed: 1)',
          '  Failed test:  2',
          't/till.t (Wstat: 512 Tests: 0 Failed: 0)',
          'Files=2, Tests=3,  0 wallclock secs ( 0.02 usr  0.01 sys +  0.05 cusr  0.01 csys =  0.09 CPU)',
          'Result: FAIL',
        ].join('\n'),
        events: [failure('adds an item'), failure('t/till.t'), runOf({ passed: 2, failed: 1, errored: 1 })],
      },
      {
        log: 'All tests successful.\nFiles=1, Tests=3,  0 wallclock secs\nResult: PASS',
        events: [runOf({ total: 3 })],
      },
    ],
    noMatch: ['Result: FAIL', '#   Failed (TODO) test at t/cart.t line 3.'],
  },
}

function openProve(): RunnerReader {
  let failed = 0
  let errored = 0
  return ({ text }) => {
    const name = MORE.exec(text)?.groups?.['name']
    if (name !== undefined) return text.includes('(TODO)') ? NO_EVENTS : [failure(name)]
    const file = FILE.exec(text)?.groups
    if (file !== undefined) {
      failed += Number(file['failed'])
      if (Number(file['failed']) > 0) return NO_EVENTS
      errored++
      return [failure(file['file'] ?? '')]
    }
    const total = TOTAL.exec(text)?.groups?.['total']
    if (total === undefined) return NO_EVENTS
    const summary = runOf({ passed: Math.max(0, Number(total) - failed), failed, errored })
    failed = 0
    errored = 0
    return [summary]
  }
}
