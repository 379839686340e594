// Lua's busted, R's testthat, Dart and Flutter, and Julia.

import { failure, runAgain, runOf, toSaid } from './counts.ts'
import { fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** https://lunarmodules.github.io/busted; the name stands in the line below the place, so the place is the name. */
export const BUSTED = fromPatterns({
  name: 'busted',
  literals: ['0 success', 'Failure -> ', 'Error -> '],
  run: [
    /^(?<passed>\d{1,9}) success(?:es)? \/ (?<failed>\d{1,9}) failures? \/ (?<errored>\d{1,9}) errors? \/ (?<skipped>\d{1,9}) pending : \d/,
  ],
  failed: [/^(?:Failure|Error) -> (\S.{0,500} @ \d{1,9})$/],
  examples: {
    match: [
      {
        log: '1 success / 1 failure / 1 error / 1 pending : 0.003943 seconds\n\nFailure -> spec/a_spec.lua @ 1\ncart adds an item',
        events: [runOf({ passed: 1, failed: 1, errored: 1, skipped: 1 }), failure('spec/a_spec.lua @ 1')],
      },
    ],
    noMatch: ['1 success', 'Pending -> spec/a_spec.lua @ 1'],
  },
})

/** https://testthat.r-lib.org; R CMD check shows the last lines of its output again. */
const TESTTHAT_COUNTS =
  /^\[ FAIL (?<failed>\d{1,9}) \| WARN \d{1,9} \| SKIP (?<skipped>\d{1,9}) \| PASS (?<passed>\d{1,9}) \]$/
const TESTTHAT_NAME = /^[─-]{2} (?:\d{1,6}\. )?(?:Failure|Error) \([^)]{1,300}\): (?<name>\S.{0,500})$/

export const TESTTHAT: TestRunner = {
  name: 'testthat',
  literals: ['[ FAIL 0', ' Failure (', ' Error ('],
  open: openTestthat,
  examples: {
    match: [
      {
        log: "── Failure ('test-cart.R:3:3'): adds an item ───────────\n[ FAIL 1 | WARN 0 | SKIP 1 | PASS 2 ]\n    Last 13 lines of output:\n  [ FAIL 1 | WARN 0 | SKIP 1 | PASS 2 ]",
        events: [
          failure('adds an item'),
          runOf({ failed: 1, skipped: 1, passed: 2 }),
          runAgain({ failed: 1, skipped: 1, passed: 2 }),
        ],
      },
    ],
    noMatch: ['[ FAIL ] cart', 'Failure (test-cart.R:3:3): adds'],
  },
}

function openTestthat(): RunnerReader {
  let lastText = ''
  return ({ text }) => {
    const counts = TESTTHAT_COUNTS.exec(text.trim())?.groups
    if (counts !== undefined) {
      const isRepeated = text.trim() === lastText
      lastText = text.trim()
      return [isRepeated ? runAgain(toSaid(counts)) : runOf(toSaid(counts))]
    }
    const name = TESTTHAT_NAME.exec(text.trim())?.groups?.['name']
    return name === undefined ? NO_EVENTS : [failure(name.split(/ (?:──|--)/, 1)[0] ?? name)]
  }
}

/** https://github.com/dart-lang/test: the compact, expanded and GitHub reporters. */
export const DART = fromPatterns({
  name: 'dart test',
  literals: ['all tests passed!', 'some tests failed.', 'all tests skipped.', ' [E]', ' tests passed', ' test passed'],
  run: [
    /^\d\d:\d\d \+(?<passed>\d{1,9})(?: ~(?<skipped>\d{1,9}))?(?: -(?<failed>\d{1,9}))?: (?:All tests passed!|Some tests failed\.|All tests skipped\.)$/,
    /^(?:🎉 |::error::)?(?<passed>\d{1,9}) tests? passed(?:, (?<failed>\d{1,9}) failed)?(?:, (?<skipped>\d{1,9}) skipped)?\.$/u,
  ],
  failed: [/^\d\d:\d\d \+\d{1,9}(?: ~\d{1,9})?(?: -\d{1,9})?: (\S.{0,1000}) \[E\]$/],
  examples: {
    match: [
      {
        log: '00:01 +1 -1: test/cart_test.dart: adds an item [E]\n00:03 +2 ~1 -1: Some tests failed.',
        events: [failure('test/cart_test.dart: adds an item'), runOf({ passed: 2, skipped: 1, failed: 1 })],
      },
      { log: '🎉 3 tests passed.', events: [runOf({ passed: 3 })] },
    ],
    noMatch: ['00:01 +1: adds an item', 'All tests passed!'],
  },
})

/** https://docs.julialang.org/en/v1/stdlib/Test: a table whose numbers end where the headings end; zeros are blank. */
const HEADER = /^Test Summary: {1,200}\|/
const HEADING = /\b(?:Pass|Fail|Error|Broken|Total)\b/g
const JULIA_FAILED = /^(?<name>\S.{0,300}): (?:Test Failed|Error During Test) at \S/
const COLUMN = { Pass: 'passed', Fail: 'failed', Error: 'errored', Broken: 'skipped', Total: 'total' } as const

export const JULIA: TestRunner = {
  name: 'julia',
  literals: ['Test Summary: ', ': Test Failed at ', ': Error During Test at '],
  open: openJulia,
  examples: {
    match: [
      {
        log: 'adds an item: Test Failed at /shop/test/runtests.jl:5\nTest Summary: | Pass  Fail  Broken  Total  Time\nCart          |    2     1              3  0.1s\n  adds an item |          1              1  0.1s',
        events: [failure('adds an item'), runOf({ passed: 2, failed: 1, total: 3 })],
      },
    ],
    noMatch: ['Cart          |    2     1              3  0.1s', 'Test Summary: failed'],
  },
}

function openJulia(): RunnerReader {
  let ends: ReadonlyMap<number, keyof typeof COLUMN> = new Map()
  let headerLine = Number.NEGATIVE_INFINITY
  return ({ text, number }, listen) => {
    if (HEADER.test(text)) {
      listen(1)
      ends = new Map([...text.matchAll(HEADING)].map(({ 0: word, index }) => [index + word.length, word as 'Pass']))
      headerLine = number
      return NO_EVENTS
    }
    if (number === headerLine + 1) return readRow(text, ends)
    const name = JULIA_FAILED.exec(text)?.groups?.['name']
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

function readRow(text: string, ends: ReadonlyMap<number, keyof typeof COLUMN>): readonly RunnerEvent[] {
  const said: Record<string, string> = {}
  for (const { 0: count, index } of text.matchAll(/\d{1,9}\b/g)) {
    const heading = ends.get(index + count.length)
    if (heading !== undefined) said[COLUMN[heading]] = count
  }
  return Object.keys(said).length === 0 ? NO_EVENTS : [runOf(toSaid({ passed: '0', ...said }))]
}
