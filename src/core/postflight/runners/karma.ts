// Karma, which repeats each browser's counts while it runs, and Jasmine by itself.

import { addCounts, failure, NO_COUNTS, runAgain, runOf, toCounts, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestCounts, TestRunner } from './runner.ts'

/** https://github.com/karma-runner/karma/blob/master/lib/reporters/base.js; the skipped are not among the executed. */
const EXECUTED =
  /^(?<browser>[A-Z][^:]{1,200}): Executed (?<executed>\d{1,9}) of \d{1,9}(?: \((?<failed>\d{1,9}) FAILED\))?(?: \(skipped (?<skipped>\d{1,9})\))?/
const KARMA_FAILED = /^[A-Z][\w ]{1,80} [\d.]{1,30} \([^)]{1,80}\) (?<name>\S.{0,1000}) FAILED$/
const BROWSERS_MAX = 50

export const KARMA: TestRunner = {
  name: 'karma',
  literals: [': Executed 0', ' FAILED\n'],
  drives: ['jasmine', 'mocha'],
  open: openKarma,
  examples: {
    match: [
      {
        log: [
          'Chrome Headless 118.0.0.0 (Linux x86_64): Executed 1 of 4 SUCCESS (0 secs / 0.002 secs)',
          'Chrome Headless 118.0.0.0 (Linux x86_64) Cart adds an item FAILED',
          'Chrome Headless 118.0.0.0 (Linux x86_64): Executed 3 of 4 (1 FAILED) (skipped 1) (0.5 secs / 0.1 secs)',
          'Firefox 115.0 (Linux x86_64): Executed 4 of 4 SUCCESS (0.5 secs / 0.1 secs)',
        ].join('\n'),
        events: [
          runAgain({ passed: 1 }),
          failure('Cart adds an item'),
          runAgain({ passed: 2, failed: 1, skipped: 1 }),
          runAgain({ passed: 6, failed: 1, skipped: 1 }),
        ],
      },
    ],
    noMatch: ['TOTAL: 1 FAILED, 2 SUCCESS', 'Step 3: Executed 3 of the 4 FAILED'],
  },
}

/** What a browser said takes the place of what it said before, unless it began anew. */
function openKarma(): RunnerReader {
  const current = new Map<string, TestCounts & { readonly executed: number }>()
  let done = NO_COUNTS
  return ({ text }) => {
    const groups = EXECUTED.exec(text)?.groups
    const browser = groups?.['browser']
    if (groups === undefined || browser === undefined) {
      const name = KARMA_FAILED.exec(text)?.groups?.['name']
      return name === undefined ? NO_EVENTS : [failure(name)]
    }
    const executed = Number(groups['executed'])
    const before = current.get(browser)
    const isFull = before === undefined && current.size >= BROWSERS_MAX
    if (isFull || (before !== undefined && executed < before.executed)) done = addCounts(done, before ?? NO_COUNTS)
    const said = toSaid(groups)
    const counts = toCounts({ ...said, passed: executed - (said.failed ?? 0) })
    if (!isFull) current.set(browser, { ...counts, executed })
    return [runAgain([...current.values()].reduce(addCounts, done))]
  }
}

/** https://github.com/jasmine/jasmine-npm/blob/main/lib/reporters/console_reporter.js */
const SPECS =
  /^(?<total>\d{1,9}) specs?, (?<failed>\d{1,9}) failures?(?:, (?<skipped>\d{1,9}) pending specs?)?(?:, \d{1,9} excluded specs?)?$/
const JASMINE_LISTED = /^\d{1,6}\) (?<name>\S.{0,1000})$/

export const JASMINE: TestRunner = {
  name: 'jasmine',
  literals: ['0 spec, ', '0 specs, ', '\nFailures:', '\nPending:', ...NUMBERED_LITERALS],
  open: openJasmine,
  examples: {
    match: [
      {
        log: 'Failures:\n1) cart adds an item\n  Message:\nPending:\n\n1) cart x\n\n3 specs, 1 failure, 1 pending spec',
        events: [failure('cart adds an item'), runOf({ total: 3, failed: 1, skipped: 1 })],
      },
      { log: '2 specs, 0 failures', events: [runOf({ total: 2 })] },
    ],
    noMatch: ['Ran 2 of 3 specs', '1) cart adds an item'],
  },
}

function openJasmine(): RunnerReader {
  let isInFailures = false
  return ({ text }) => {
    const counts = SPECS.exec(text)?.groups
    if (counts !== undefined || text === 'Pending:') isInFailures = false
    if (text === 'Failures:') isInFailures = true
    if (counts !== undefined) return [runOf(toSaid(counts))]
    const name = isInFailures ? JASMINE_LISTED.exec(text)?.groups?.['name'] : undefined
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}
