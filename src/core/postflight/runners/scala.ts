// sbt's own count, which also stands for what ScalaTest prints above it, and ScalaTest under another build tool.

import { failure, runOf } from './counts.ts'
import { fromPatterns } from './pattern-runner.ts'

/** https://github.com/sbt/sbt/blob/develop/testing: the ignored and the cancelled are not in its total. */
export const SBT = fromPatterns({
  name: 'sbt',
  literals: ['passed: total ', 'failed: total ', 'error: total ', '==> x '],
  drives: ['scalatest'],
  run: [
    /^(?:\[(?:info|error)\] )?(?:Passed|Failed|Error): Total \d{1,9}, Failed (?<failed>\d{1,9}), Errors (?<errored>\d{1,9}), Passed (?<passed>\d{1,9})(?:, Ignored (?<skipped>\d{1,9}))?(?:, (?:Canceled|Pending|Skipped) (?<skipped2>\d{1,9}))?(?:, (?:Canceled|Pending|Skipped) (?<skipped3>\d{1,9}))?/,
  ],
  failed: [/^(?:\[(?:info|error)\] )?==> X (\S.{0,1000}?)(?: {2}\d|$)/],
  examples: {
    match: [
      {
        log: '[error] ==> X com.shop.CartSuite.adds an item  0.05s munit.FailException\n[error] Failed: Total 3, Failed 1, Errors 0, Passed 2, Ignored 1',
        events: [failure('com.shop.CartSuite.adds an item'), runOf({ failed: 1, errored: 0, passed: 2, skipped: 1 })],
      },
      { log: '[info] Passed: Total 3, Failed 0, Errors 0, Passed 3', events: [runOf({ passed: 3 })] },
    ],
    noMatch: ['[info] Passed: com.shop.CartSpec', '[error] Total time: 3 s'],
  },
})

/** https://www.scalatest.org/user_guide/using_the_runner */
export const SCALATEST = fromPatterns({
  name: 'scalatest',
  literals: ['tests: succeeded ', '*** failed ***'],
  run: [
    /^(?:\[(?:info|error)\] )?Tests: succeeded (?<passed>\d{1,9}), failed (?<failed>\d{1,9}), canceled (?<skipped>\d{1,9}), ignored (?<skipped2>\d{1,9}), pending (?<skipped3>\d{1,9})$/,
  ],
  failed: [/^(?:\[(?:info|error)\] )? {0,20}- (\S.{0,1000}?) \*\*\* FAILED \*\*\*(?: \(.{1,60}\))?$/],
  examples: {
    match: [
      {
        log: '[info] - adds an item *** FAILED *** (12 milliseconds)\n[info] Tests: succeeded 2, failed 1, canceled 0, ignored 1, pending 0',
        events: [failure('adds an item'), runOf({ passed: 2, failed: 1, skipped: 1 })],
      },
    ],
    noMatch: ['*** 1 TEST FAILED ***', '[info] Suites: completed 1, aborted 0'],
  },
})
