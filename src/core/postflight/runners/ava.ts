// AVA: where a test failed, its closing lines leave out how many passed, so that the ticks above are counted.
// https://github.com/avajs/ava/blob/main/lib/reporters/default.js

import { failure, runAgain, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

/** A rule stands above the closing lines, which follow one another. */
const RULE = /^ {2}─$/
const CLOSING =
  /^ {2}(?<count>\d{1,9}) (?<what>tests? failed|hooks? failed|tests? passed|known failures?|tests? skipped|tests? todo|unhandled rejections?|uncaught exceptions?)$/
const LINES_BELOW_RULE_MAX = 2
const PASSED = /^ {2}[✔√] (?!\[expected fail\])/
const FAILED = /^ {2}[✘✖×] \[fail\]: (?<name>\S.{0,1000}?)(?: \(\d[\d.]{0,8}m?s\))?$/

type Counts = { passed: number; failed: number; skipped: number; errored: number }

export const AVA: TestRunner = {
  name: 'ava',
  literals: [
    ...['\n  ─\n', '\n  ✔ ', '\n  √ ', '[fail]: '],
    ...['test', 'hook'].flatMap((what) => [`0 ${what} failed\n`, `0 ${what}s failed\n`]),
    ...['passed', 'skipped', 'todo'].flatMap((word) => [`0 test ${word}\n`, `0 tests ${word}\n`]),
    ...['0 known failure', '0 unhandled rejection', '0 uncaught exception'],
  ],
  open: openAva,
  examples: {
    match: [
      {
        log: '  ✘ [fail]: adds\n  ✔ ok\n  ✔ [expected fail] kf\n  ─\n\n  adds\n\n  ─\n\n  1 test failed\n  1 known failure\n  1 test skipped\n  1 test todo',
        events: [
          failure('adds'),
          runOf({ failed: 1, passed: 1 }),
          runAgain({ failed: 1, passed: 1, skipped: 1 }),
          runAgain({ failed: 1, passed: 1, skipped: 2 }),
          runAgain({ failed: 1, passed: 1, skipped: 3 }),
        ],
      },
      { log: '  ✔ a\n  ✔ b\n  ─\n\n  2 tests passed', events: [runOf({ passed: 2 })] },
    ],
    noMatch: ['  1 test failed', '  ─\n\n  adds'],
  },
}

function openAva(): RunnerReader {
  let ticks = 0
  let lastLine = Number.NEGATIVE_INFINITY
  let counts: Counts | undefined
  return ({ text, number }) => {
    if (RULE.test(text)) {
      lastLine = number
      counts = undefined
    }
    if (PASSED.test(text)) ticks++
    const { count, what } = CLOSING.exec(text)?.groups ?? {}
    if (what === undefined || number - lastLine > LINES_BELOW_RULE_MAX) {
      const name = FAILED.exec(text)?.groups?.['name']
      return name === undefined ? NO_EVENTS : [failure(name)]
    }
    const isFirst = counts === undefined
    counts = addClosing(counts ?? { passed: ticks, failed: 0, skipped: 0, errored: 0 }, what, Number(count))
    ticks = 0
    lastLine = number
    return [isFirst ? runOf(counts) : runAgain(counts)]
  }
}

function addClosing(counts: Counts, what: string, count: number): Counts {
  if (what.endsWith(' passed')) return { ...counts, passed: count }
  if (what.endsWith(' failed')) return { ...counts, failed: counts.failed + count }
  if (what.startsWith('un')) return { ...counts, errored: counts.errored + count }
  return { ...counts, skipped: counts.skipped + count }
}
