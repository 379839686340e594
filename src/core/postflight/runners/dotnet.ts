// .NET: `dotnet test` in its three dresses (VSTest's line per project, its list, the testing platform's list), and the
// consoles of xUnit and NUnit. https://learn.microsoft.com/dotnet/core/tools/dotnet-test

import { failure, runAgain, runOf, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { firstName, fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

const PROJECT =
  /^(?:Passed|Failed|Skipped)! {1,2}- Failed: {1,9}(?<failed>\d{1,9}), Passed: {1,9}(?<passed>\d{1,9}), Skipped: {1,9}(?<skipped>\d{1,9}), Total: {1,9}(?<total>\d{1,9})(?=,| -|$)/
const ONE_LINE = [
  PROJECT,
  /^Total tests: (?<total>\d{1,9})\. Passed: (?<passed>\d{1,9})\. Failed: (?<failed>\d{1,9})\. Skipped: (?<skipped>\d{1,9})\.$/,
  /^ {0,4}(?:Test summary|Test run summary): total: (?<total>\d{1,9}), failed: (?<failed>\d{1,9}), succeeded: (?<passed>\d{1,9}), skipped: (?<skipped>\d{1,9}), duration: /,
]
/** Each line of a list makes the sum more exact. */
const LIST_BEGIN = /^(?:Total tests: | {2}total: )(?<total>\d{1,9})$/
const LIST_ITEM = /^ {2,6}(?<word>Passed|Failed|Skipped|succeeded|failed|skipped): (?<count>\d{1,9})$/
const COLUMN = { passed: 'passed', succeeded: 'passed', failed: 'failed', skipped: 'skipped' } as const
const NAMES = [
  /^ {2}Failed (\S.{0,1000}?) \[(?:< )?\d[\d.,msh ]{0,20}\]$/,
  /^\[xUnit\.net [\d:.]{1,16}\] {1,10}(\S.{0,1000}) \[FAIL\]$/,
  /^failed ([A-Za-z_][\w+`]{0,100}\.[^\s(]{1,600}(?:\([^)]{0,500}\))?) \(\d[\d.msh ]{0,20}\)$/,
]

export const DOTNET: TestRunner = {
  name: 'dotnet test',
  literals: [
    ...['- Failed: ', 'Total tests: ', '\n  total: ', 'summary: total: ', '[xUnit.net ', '\nfailed ', '  Failed '],
    ...['Passed', 'Failed', 'Skipped', 'succeeded', 'failed', 'skipped'].map((word) => `  ${word}: 0`),
  ],
  open: openDotnet,
  examples: {
    match: [
      {
        log: '[xUnit.net 00:00:00.50]     Shop.CartTests.AddsItem [FAIL]\n  Failed Shop.CartTests.AddsItem [12 ms]\nFailed!  - Failed:     1, Passed:     2, Skipped:     1, Total:     4, Duration: 12 ms - Shop.Tests.dll (net8.0)',
        events: [
          failure('Shop.CartTests.AddsItem'),
          failure('Shop.CartTests.AddsItem'),
          runOf({ failed: 1, passed: 2, skipped: 1 }),
        ],
      },
      {
        log: 'Test Run Failed.\nTotal tests: 3\n     Passed: 2\n     Failed: 1\n Total time: 1.2 Seconds',
        events: [runOf({ total: 3 }), runAgain({ total: 3, passed: 2 }), runAgain({ passed: 2, failed: 1 })],
      },
      {
        log: 'Test summary: total: 3, failed: 1, succeeded: 2, skipped: 0, duration: 1.2s',
        events: [runOf({ passed: 2, failed: 1 })],
      },
    ],
    noMatch: ['     Passed: 2', 'Total tests: many', '  Failed to load the project'],
  },
}

function openDotnet(): RunnerReader {
  let list: Record<string, string> | undefined
  return ({ text }) => {
    const counts = ONE_LINE.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
    if (counts !== undefined) {
      list = undefined
      return [runOf(toSaid(counts))]
    }
    const total = LIST_BEGIN.exec(text)?.groups?.['total']
    if (total !== undefined) {
      list = { total }
      return [runOf(toSaid(list))]
    }
    const { word, count } = LIST_ITEM.exec(text)?.groups ?? {}
    const column = word === undefined ? undefined : COLUMN[word.toLowerCase() as keyof typeof COLUMN]
    if (list !== undefined && column !== undefined && count !== undefined && list[column] === undefined) {
      list = { ...list, [column]: count }
      return [runAgain(toSaid(list))]
    }
    const name = firstName(NAMES, text)
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** xUnit's console runner, a line per assembly. */
export const XUNIT = fromPatterns({
  name: 'xunit',
  literals: ['Total: 0', ' [FAIL]\n'],
  run: [
    /^ {1,8}\S{1,200} {1,200}Total: (?<total>\d{1,9}), Errors: (?<errored>\d{1,9}), Failed: (?<failed>\d{1,9}), Skipped: (?<skipped>\d{1,9})(?:, Not Run: \d{1,9})?, Time: /,
  ],
  failed: [/^ {4}(\S.{0,1000}) \[FAIL\]$/],
  examples: {
    match: [
      {
        log: '    Shop.CartTests.AddsItem [FAIL]\n   Shop.Tests  Total: 3, Errors: 0, Failed: 1, Skipped: 0, Time: 0.123s',
        events: [failure('Shop.CartTests.AddsItem'), runOf({ total: 3, failed: 1 })],
      },
    ],
    noMatch: ['=== TEST EXECUTION SUMMARY ===', '  total: 3'],
  },
})

/** NUnit 3's console and that of NUnit 2. An inconclusive test was skipped; a warning passed. */
export const NUNIT = fromPatterns({
  name: 'nunit',
  literals: ['Test Count: ', 'Tests run: ', ...NUMBERED_LITERALS],
  run: [
    /^ {0,4}Test Count: (?<total>\d{1,9}), Passed: \d{1,9}, Failed: (?<failed>\d{1,9})(?:, Warnings: \d{1,9})?, Inconclusive: (?<skipped>\d{1,9}), Skipped: (?<skipped2>\d{1,9})$/,
    /^Tests run: (?<total>\d{1,9}), Errors: (?<errored>\d{1,9}), Failures: (?<failed>\d{1,9}), Inconclusive: (?<skipped>\d{1,9}), Time: /,
  ],
  failed: [/^\d{1,6}\) (?:Failed|Error|Test Failure|Test Error) : (\S.{0,1000})$/],
  examples: {
    match: [
      {
        log: '1) Failed : Shop.CartTests.AddsItem\n  Test Count: 3, Passed: 2, Failed: 1, Warnings: 0, Inconclusive: 0, Skipped: 0',
        events: [failure('Shop.CartTests.AddsItem'), runOf({ total: 3, failed: 1, skipped: 0 })],
      },
      {
        log: 'Tests run: 3, Errors: 0, Failures: 1, Inconclusive: 0, Time: 0.1 seconds',
        events: [runOf({ total: 3, failed: 1, skipped: 0 })],
      },
    ],
    noMatch: ['  Overall result: Failed', '    Failed Tests - Failures: 1, Errors: 0, Invalid: 0'],
  },
})
