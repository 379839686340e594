// XCTest, whose suites are nested and each sums up, and Swift Testing, which counts issues rather than failed tests.

import { failure, partOf, runOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

const SUITE_END = /^Test Suite '(?<suite>.{1,500})' (?:passed|failed)\b/
/** https://github.com/swiftlang/swift-corelibs-xctest: `with 1 test skipped and 2 failures (0 unexpected)`. */
const EXECUTED =
  /^\s{0,8}Executed (?<total>\d{1,9}) tests?, with (?:(?<skipped>\d{1,9}) tests? skipped and )?(?<failed>\d{1,9}) failures? \(\d{1,9} unexpected\) in /
/** Only the outermost suite is the run; bundles between it and the classes are left out. */
const OUTERMOST = ['All tests', 'Selected tests', 'debug.xctest', 'release.xctest']
const CASE =
  /^Test [Cc]ase '(?:-\[)?(?<type>[\w.]{1,300})[ .](?<method>\w{1,300})(?:\(\))?\]?' failed (?:on '.{1,200}' )?\(\d/

export const XCTEST: TestRunner = {
  name: 'xctest',
  literals: ["Test Suite '", 'Executed 0', "Test Case '"],
  open: openXctest,
  examples: {
    match: [
      {
        log: [
          "Test Case '-[ShopTests.CartTests testAdds]' failed (0.005 seconds).",
          "Test Suite 'CartTests' failed at 2024-05-01 12:00:00.000",
          '\t Executed 3 tests, with 1 failure (0 unexpected) in 0.012 (0.015) seconds',
          "Test Suite 'ShopTests.xctest' failed at 2024-05-01 12:00:00.000",
          '\t Executed 3 tests, with 1 failure (0 unexpected) in 0.012 (0.015) seconds',
          "Test Suite 'All tests' failed at 2024-05-01 12:00:00.000",
          '\t Executed 3 tests, with 1 test skipped and 1 failure (0 unexpected) in 0.012 (0.015) seconds',
        ].join('\n'),
        events: [
          failure('ShopTests.CartTests.testAdds'),
          partOf({ total: 3, failed: 1 }),
          runOf({ total: 3, failed: 1, skipped: 1 }),
        ],
      },
      {
        log: '     Executed 3 tests, with 0 failures (0 unexpected) in 0.012 (0.015) seconds',
        events: [runOf({ total: 3 })],
      },
    ],
    noMatch: ["Test Suite 'All tests' started at 2024-05-01", 'Executed 3 out of 3 tests: 3 tests pass.'],
  },
}

function openXctest(): RunnerReader {
  let suite: string | undefined
  return ({ text }) => {
    const { type, method } = CASE.exec(text)?.groups ?? {}
    if (type !== undefined) return [failure(`${type}.${method}`)]
    suite = SUITE_END.exec(text)?.groups?.['suite'] ?? suite
    const counts = EXECUTED.exec(text)?.groups
    if (counts === undefined) return NO_EVENTS
    const said = toSaid(counts)
    const ended = suite
    suite = undefined
    if (ended === undefined || OUTERMOST.includes(ended)) return [runOf(said)]
    return ended.endsWith('.xctest') ? NO_EVENTS : [partOf(said)]
  }
}

/** https://github.com/swiftlang/swift-testing: ConsoleOutputRecorder; its marks differ by platform. */
const SWIFT_RUN =
  /^\S{1,3} {1,2}Test run with (?<total>\d{1,9}) tests? (?:in \d{1,9} suites? )?(?<verdict>passed|failed) after /
const SWIFT_TEST = /^\S{1,3} {1,2}Test (?<name>"[^"]{1,500}"|\w{1,300}\(.{0,300}?\)) (?<verdict>failed after|skipped\b)/

export const SWIFT_TESTING: TestRunner = {
  name: 'swift testing',
  literals: ['Test run with ', 'failed after ', '" skipped', ') skipped'],
  open: openSwiftTesting,
  examples: {
    match: [
      {
        log: '✘ Test "adds an item" failed after 0.001 seconds with 2 issues.\n➜ Test later() skipped.\n✘ Suite CartTests failed after 0.001 seconds with 2 issues.\n✘ Test run with 3 tests in 1 suite failed after 0.001 seconds with 2 issues.',
        events: [failure('adds an item'), runOf({ total: 3, failed: 1, skipped: 1 })],
      },
      { log: '✔ Test run with 3 tests passed after 0.001 seconds.', events: [runOf({ total: 3 })] },
    ],
    noMatch: ['✔ Test adds() passed after 0.001 seconds.', '✘ Suite CartTests failed after 0.001 seconds.'],
  },
}

function openSwiftTesting(): RunnerReader {
  let failed = 0
  let skipped = 0
  return ({ text }) => {
    const run = SWIFT_RUN.exec(text)?.groups
    if (run !== undefined) {
      const summary = runOf({
        total: Number(run['total']),
        failed: run['verdict'] === 'failed' ? Math.max(1, failed) : 0,
        skipped,
      })
      failed = 0
      skipped = 0
      return [summary]
    }
    const { name, verdict } = SWIFT_TEST.exec(text)?.groups ?? {}
    if (name === undefined) return NO_EVENTS
    if (verdict === 'skipped') skipped++
    else failed++
    return verdict === 'skipped' ? NO_EVENTS : [failure(name.replaceAll('"', ''))]
  }
}
