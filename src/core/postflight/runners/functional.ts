// OCaml's Alcotest and OUnit, and clojure.test.

import { failure, runOf, toSaid } from './counts.ts'
import { fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

/** https://github.com/mirage/alcotest */
export const ALCOTEST = fromPatterns({
  name: 'alcotest',
  literals: [' failures! in ', ' failure! in ', 'Test Successful in ', '[FAIL] '],
  run: [
    /^(?<failed>\d{1,9}) failures?! in [\d.]{1,12}s\. (?<total>\d{1,9}) tests? run\.$/,
    /^Test Successful in [\d.]{1,12}s\. (?<total>\d{1,9}) tests? run\.$/,
  ],
  failed: [/^\s{0,4}>? ?\[FAIL\] {4,12}(\S.{0,200}?) {2,100}(\d{1,6}) {3}(\S.{0,300}?)\.?$/],
  joint: ' ',
  examples: {
    match: [
      {
        log: '> [FAIL]        cart          0   adds an item.\n  [OK]          cart          1   takes one.\n1 failure! in 0.016s. 2 tests run.',
        events: [failure('cart 0 adds an item'), runOf({ total: 2, failed: 1 })],
      },
      { log: 'Test Successful in 0.001s. 14 tests run.', events: [runOf({ total: 14 })] },
    ],
    noMatch: ['[FAIL] cart', '1 failure! in the cart'],
  },
})

/** https://github.com/gildor478/ounit: how many ran, and in the next line how they ended. */
const OUNIT_RAN = /^Ran: (?<total>\d{1,9}) tests in: [\d.]{1,12} seconds\.$/
const OUNIT_ENDED =
  /^(?:FAILED|OK): Cases: (?<total>\d{1,9})(?: Tried: \d{1,9})?(?: Errors: (?<errored>\d{1,9}))?(?: Failures: (?<failed>\d{1,9}))?(?: Skip: {0,9}(?<skipped>\d{1,9}))?(?: Todo: {0,9}(?<skipped1>\d{1,9}))?(?: Timeouts: {0,9}(?<errored1>\d{1,9}))?\.?$/

export const OUNIT: TestRunner = {
  name: 'ounit',
  literals: ['\nRan: 0'],
  open: openOunit,
  examples: {
    match: [
      {
        log: 'Ran: 5 tests in: 1.43 seconds.\nFAILED: Cases: 5 Tried: 5 Errors: 1 Failures: 2 Skip:  1 Todo: 0 Timeouts: 0.',
        events: [runOf({ total: 5, errored: 1, failed: 2, skipped: 1 })],
      },
      { log: 'Ran: 55 tests in: 1.43 seconds.\nOK', events: [runOf({ total: 55 })] },
    ],
    noMatch: ['FAILED: Cases: 5 Tried: 5 Errors: 0 Failures: 2', 'Ran: 55 tests in: 1.43 seconds.'],
  },
}

/** How they ended stands in the next line, or below a blank one. */
const OUNIT_LINES = 2

function openOunit(): RunnerReader {
  let total: string | undefined
  return ({ text }, listen) => {
    const ran = OUNIT_RAN.exec(text)?.groups
    if (ran !== undefined) {
      total = ran['total']
      listen(OUNIT_LINES)
      return NO_EVENTS
    }
    const ended = text === 'OK' ? {} : OUNIT_ENDED.exec(text)?.groups
    if (ended === undefined || total === undefined) return NO_EVENTS
    listen(0)
    const said = toSaid({ total, ...ended })
    total = undefined
    return [runOf(said)]
  }
}

/** https://clojure.github.io/clojure/clojure.test-api.html: tests, and in the next line what became of their assertions. */
const CLOJURE_RAN = /^Ran (?<total>\d{1,9}) tests containing \d{1,9} assertions\.$/
const CLOJURE_ENDED = /^(?<failed>\d{1,9}) failures, (?<errored>\d{1,9}) errors\.$/
const CLOJURE_FAILED = /^(?:FAIL|ERROR) in \((\S{1,300})\) \(\S{1,300}:\d{1,9}\)$/

export const CLOJURE: TestRunner = {
  name: 'clojure.test',
  literals: [' tests containing ', ' failures, 0 errors.', 'FAIL in (', 'ERROR in ('],
  open: openClojure,
  examples: {
    match: [
      {
        log: 'FAIL in (adds-an-item) (cart_test.clj:12)\nRan 4 tests containing 7 assertions.\n1 failures, 0 errors.',
        events: [failure('adds-an-item'), runOf({ total: 4, failed: 1 })],
      },
    ],
    noMatch: ['1 failures, 0 errors.', 'FAIL in cart', 'Ran 4 tests containing 7 assertions.'],
  },
}

function openClojure(): RunnerReader {
  let total: string | undefined
  return ({ text }) => {
    const ran = CLOJURE_RAN.exec(text)?.groups
    if (ran !== undefined) {
      total = ran['total']
      return NO_EVENTS
    }
    const ended = total === undefined ? undefined : CLOJURE_ENDED.exec(text)?.groups
    if (ended !== undefined) return [runOf(toSaid({ ...ended, total }))]
    const name = CLOJURE_FAILED.exec(text)?.[1]
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}
