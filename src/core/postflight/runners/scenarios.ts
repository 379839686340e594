// Runners of written scenarios: Cucumber, behave and Robot Framework.

import { type Columns, failure, readTerms, runAgain, runOf, toSaid } from './counts.ts'
import { firstName, fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** Ruby, JavaScript and Java print alike; steps do not count. An undefined scenario could not run, so it errored. */
const SCENARIOS = /^(?<total>\d{1,9}) [Ss]cenarios?(?: \((?<terms>[\w, ]{1,200})\))?$/
const CUCUMBER_COLUMNS: Columns = {
  passed: 'passed',
  failed: 'failed',
  ambiguous: 'failed',
  skipped: 'skipped',
  pending: 'skipped',
  undefined: 'errored',
  unknown: 'errored',
}
const CUCUMBER_NAMES = [
  /^(?:rerun |cucumber )(?:-p \S{1,60} )?\S{1,500}\.feature:\d{1,9} # (?:Scenario(?: Outline)?: )?(\S.{0,1000})$/,
  /^\d{1,6}\) Scenario(?: Outline)?: (\S.{0,1000}?)(?: \(attempt .{1,40}\))? # \S{1,500}\.feature:\d{1,9}$/,
]

export const CUCUMBER: TestRunner = {
  name: 'cucumber',
  literals: [' scenario', '.feature:'],
  open: () => readCucumber,
  examples: {
    match: [
      {
        log: 'cucumber features/cart.feature:2 # Scenario: adds an item\n\n3 scenarios (1 failed, 1 undefined, 1 passed)\n4 steps (1 failed, 1 undefined, 2 passed)',
        events: [failure('adds an item'), runOf({ failed: 1, errored: 1, passed: 1 })],
      },
      { log: '0 scenarios', events: [runOf({})] },
      {
        log: '1) Scenario: adds an item # features/cart.feature:2\n1 Scenarios (1 failed)',
        events: [failure('adds an item'), runOf({ failed: 1 })],
      },
    ],
    noMatch: ['4 steps (1 failed, 3 passed)', '1 scenario passed, 1 failed, 0 skipped'],
  },
}

function readCucumber({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const { total, terms } = SCENARIOS.exec(text)?.groups ?? {}
  if (total !== undefined) return [runOf(readTerms(terms ?? '', CUCUMBER_COLUMNS) ?? { total: Number(total) })]
  const name = firstName(CUCUMBER_NAMES, text)
  return name === undefined ? NO_EVENTS : [failure(name)]
}

/** https://behave.readthedocs.io; the lines about features and steps do not count. */
export const BEHAVE = fromPatterns({
  name: 'behave',
  literals: ['scenario passed, ', 'scenarios passed, ', '.feature:'],
  run: [
    /^(?<passed>\d{1,9}) scenarios? passed, (?<failed>\d{1,9}) failed(?:, (?<errored>\d{1,9}) error)?, (?<skipped>\d{1,9}) skipped(?:, (?<skipped2>\d{1,9}) (?:untested|undefined))?$/,
  ],
  failed: [/^ {2}\S{1,500}\.feature:\d{1,9} {2}(\S.{0,1000})$/],
  examples: {
    match: [
      {
        log: 'Failing scenarios:\n  features/cart.feature:5  adds an item\n\n0 features passed, 1 failed, 0 skipped\n1 scenario passed, 1 failed, 0 skipped\n3 steps passed, 1 failed, 0 skipped, 0 undefined',
        events: [failure('adds an item'), runOf({ passed: 1, failed: 1 })],
      },
    ],
    noMatch: ['3 steps passed, 1 failed, 0 skipped, 0 undefined', '3 scenarios (3 passed)'],
  },
})

/** https://robotframework.org: each suite sums up, the outermost last, above the paths of the reports. */
const ROBOT_COUNTS =
  /^(?<total>\d{1,9}) (?:tests?|tasks?)(?: total)?, (?<passed>\d{1,9}) passed, (?<failed>\d{1,9}) failed(?:, (?<skipped>\d{1,9}) skipped)?$/
const ROBOT_END = /^(?:Output|Log|Report|Debug|XUnit): {2,}\S/
const ROBOT_FAILED = '| FAIL |'

export const ROBOT: TestRunner = {
  name: 'robot framework',
  literals: ['| FAIL |', '0 passed, 0', ...['Output', 'Log', 'Report', 'Debug', 'XUnit'].map((word) => `\n${word}: `)],
  open: openRobot,
  examples: {
    match: [
      {
        log: [
          'Adds an item                                                          | FAIL |',
          '1 != 2',
          'Shop.Cart                                                             | FAIL |',
          '2 tests, 1 passed, 1 failed',
          'Shop                                                                  | FAIL |',
          '3 tests, 2 passed, 1 failed',
          'Output:  /builds/shop/output.xml',
        ].join('\n'),
        events: [
          failure('Adds an item'),
          runOf({ total: 2, passed: 1, failed: 1 }),
          runAgain({ total: 3, passed: 2, failed: 1 }),
        ],
      },
    ],
    noMatch: ['3 tests, 2 passed, 1 failed', '3 critical tests, 2 passed, 1 failed'],
  },
}

/** A suite's own line stands right above its counts; what fails otherwise is a test. */
function openRobot(): RunnerReader {
  let isRunning = false
  let hasCounts = false
  let last = { name: '', line: 0 }
  return ({ text, number }) => {
    if (/\| (?:PASS|FAIL|SKIP) \|$/.test(text)) isRunning = true
    const counts = isRunning ? ROBOT_COUNTS.exec(text)?.groups : undefined
    const named = last.name !== '' && (counts === undefined || number > last.line + 1) ? [failure(last.name)] : []
    last = { name: text.endsWith(ROBOT_FAILED) ? text.slice(0, -ROBOT_FAILED.length).trim() : '', line: number }
    if (counts !== undefined) {
      const summary = hasCounts ? runAgain(toSaid(counts)) : runOf(toSaid(counts))
      hasCounts = true
      return [...named, summary]
    }
    if (ROBOT_END.test(text)) {
      hasCounts = false
      isRunning = false
    }
    return named
  }
}
