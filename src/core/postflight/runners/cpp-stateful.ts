// GoogleTest and Boost.Test, which say what happened in several lines.

import { failure, runAgain, runOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

/** https://github.com/google/googletest/blob/main/googletest/src/gtest.cc: PrettyUnitTestResultPrinter. */
const RAN = /^\[={10}\] (?<total>\d{1,9}) tests? from \d{1,9} test (?:suite|case)s? ran\./
const CLOSING = /^\[ {2}(?<word>PASSED|SKIPPED|FAILED) {1,2}\] (?<count>\d{1,9}) tests?(?:\.|, listed below:)$/
const GTEST_NAME =
  /^\[ {2}FAILED {2}\] (?<name>[\w/]{1,300}\.[\w/]{1,500})(?:, where (?:GetParam|TypeParam)\b.{0,1000}?)?(?: \(\d{1,12} ms\))?$/
const COLUMN = { PASSED: 'passed', SKIPPED: 'skipped', FAILED: 'failed' } as const

export const GTEST: TestRunner = {
  name: 'gtest',
  literals: ['[==========]', '[  passed  ]', '[  skipped ]', '[  failed  ]'],
  open: openGtest,
  examples: {
    match: [
      {
        log: [
          '[  FAILED  ] CartTest.Adds/0, where GetParam() = 3 (0 ms)',
          '[==========] 4 tests from 1 test suite ran. (1 ms total)',
          '[  PASSED  ] 2 tests.',
          '[  SKIPPED ] 1 test, listed below:',
          '[  SKIPPED ] CartTest.Later',
          '[  FAILED  ] 1 test, listed below:',
          '[  FAILED  ] CartTest.Adds/0, where GetParam() = 3',
        ].join('\n'),
        events: [
          failure('CartTest.Adds/0'),
          runOf({ total: 4, passed: 2 }),
          runAgain({ total: 4, passed: 2, skipped: 1 }),
          runAgain({ total: 4, passed: 2, skipped: 1, failed: 1 }),
          failure('CartTest.Adds/0'),
        ],
      },
    ],
    noMatch: [
      '[==========] Running 3 tests from 1 test suite.',
      '[  PASSED  ] 2 tests.',
      '[       OK ] CartTest.Adds (0 ms)',
    ],
  },
}

function openGtest(): RunnerReader {
  let counts: Record<string, string> | undefined
  return ({ text }) => {
    const total = RAN.exec(text)?.groups?.['total']
    if (total !== undefined) counts = { total }
    const { word, count } = CLOSING.exec(text)?.groups ?? {}
    if (word !== undefined && count !== undefined && counts !== undefined) {
      const isFirst = word === 'PASSED'
      counts = { ...counts, [COLUMN[word as keyof typeof COLUMN]]: count }
      return [isFirst ? runOf(toSaid(counts)) : runAgain(toSaid(counts))]
    }
    const name = GTEST_NAME.exec(text)?.groups?.['name']
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** https://www.boost.org/doc/libs/release/libs/test: it counts failed checks, so the cases that failed are counted. */
const RUNNING = /^Running (?<total>\d{1,9}) test cases?\.\.\.$/
const ERROR = /(?:^|: )(?:fatal )?error: in "(?<name>[^"]{1,500})": /
const VERDICT = /^\*\*\* (?<verdict>No errors detected|\d{1,9} failures? (?:is|are) detected)/
const CASES_MAX = 10_000

export const BOOST_TEST: TestRunner = {
  name: 'boost.test',
  literals: ['\nRunning 0', 'error: in "', '*** No errors detected', ' is detected', ' are detected'],
  open: openBoost,
  examples: {
    match: [
      {
        log: 'Running 3 test cases...\ncart.cpp(5): error: in "cart/adds_item": check a == b has failed\ncart.cpp(6): error: in "cart/adds_item": check a == c has failed\n\n*** 2 failures are detected in the test module "shop"',
        events: [failure('cart/adds_item'), runOf({ total: 3, failed: 1 })],
      },
      { log: 'Running 3 test cases...\n\n*** No errors detected', events: [runOf({ total: 3 })] },
    ],
    noMatch: ['*** No errors detected', 'Running 3 test cases...'],
  },
}

function openBoost(): RunnerReader {
  let total: number | undefined
  let failed = new Set<string>()
  return ({ text }) => {
    const running = RUNNING.exec(text)?.groups?.['total']
    if (running !== undefined) {
      total = Number(running)
      failed = new Set()
    }
    if (total === undefined) return NO_EVENTS
    const verdict = VERDICT.exec(text)?.groups?.['verdict']
    if (verdict !== undefined) {
      const failedCount = verdict.startsWith('No') ? 0 : Math.max(1, failed.size)
      const summary = runOf({ total, failed: failedCount })
      total = undefined
      return [summary]
    }
    const name = ERROR.exec(text)?.groups?.['name']
    if (name === undefined || failed.has(name) || failed.size >= CASES_MAX) return NO_EVENTS
    failed.add(name)
    return [failure(name)]
  }
}
