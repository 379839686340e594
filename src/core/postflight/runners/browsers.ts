// Runners for what a browser or an API shows: Playwright, QUnit's page (its CLI speaks TAP) and Newman.

import { failure, runAgain, runOf, toSaid } from './counts.ts'
import { fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** https://github.com/microsoft/playwright/blob/main/packages/playwright/src/reporters/base.ts, in this order. */
const GROUPS = ['failed', 'interrupted', 'flaky', 'skipped', 'did not run', 'passed'] as const
const GROUP =
  /^ {2}(?<count>\d{1,9}) (?<group>failed|interrupted|flaky|skipped|did not run|passed)(?: \(\d[\d.]{0,8}(?:ms|s|m|h)\))?$/
const HEADER = /^Running \d{1,9} tests? using \d{1,4} workers?/
const PLAYWRIGHT_NAME = /^ {4}(?<name>(?:\[[^\]]{1,80}\] › )?\S[^›]{0,400}:\d{1,9}:\d{1,9} › .{1,1000})$/
const RULE = ' ──'
/** A flaky test passed in the end; one that was interrupted or did not run was skipped. */
const COLUMN = {
  failed: 'failed',
  interrupted: 'skipped2',
  flaky: 'passed2',
  skipped: 'skipped',
  'did not run': 'skipped3',
  passed: 'passed',
} as const

export const PLAYWRIGHT: TestRunner = {
  name: 'playwright',
  literals: ['Running 0', ...GROUPS.map((group) => `0 ${group}`), '0 › '],
  open: openPlaywright,
  examples: {
    match: [
      {
        log: [
          'Running 4 tests using 1 worker',
          '  1 failed',
          '    [chromium] › a.spec.js:2:28 › cart › adds an item ──────────',
          '  1 flaky',
          '    [chromium] › a.spec.js:2:116 › cart › fl ───────────────────',
          '  1 skipped',
          '  1 passed (2.9s)',
        ].join('\n'),
        events: [
          runOf({ failed: 1 }),
          failure('[chromium] › a.spec.js:2:28 › cart › adds an item'),
          runAgain({ failed: 1, passed: 1 }),
          runAgain({ failed: 1, passed: 1, skipped: 1 }),
          runAgain({ failed: 1, passed: 2, skipped: 1 }),
        ],
      },
    ],
    noMatch: ['  1 failed\n  2 passed (3s)', 'Running 4 tests using 1 worker\nand 1 failed'],
  },
}

function openPlaywright(): RunnerReader {
  let isRunning = false
  let group = -1
  let counts: Record<string, string> = {}
  return ({ text }) => {
    if (HEADER.test(text)) isRunning = true
    if (!isRunning) return NO_EVENTS
    const match = GROUP.exec(text)?.groups
    const name =
      match === undefined && GROUPS[group] === 'failed' ? PLAYWRIGHT_NAME.exec(text)?.groups?.['name'] : undefined
    if (name !== undefined) return [failure(name.split(RULE, 1)[0] ?? name)]
    const { count, group: word } = match ?? {}
    if (count === undefined || word === undefined) return NO_EVENTS
    const next = GROUPS.indexOf(word as (typeof GROUPS)[number])
    const isFirst = next <= group || group === -1
    counts = { ...(isFirst ? {} : counts), [COLUMN[word as keyof typeof COLUMN]]: count }
    group = next
    return [isFirst ? runOf(toSaid(counts)) : runAgain(toSaid(counts))]
  }
}

/** The lines below it about assertions count no tests. */
export const QUNIT = fromPatterns({
  name: 'qunit',
  literals: [' completed in ', ' completed with '],
  run: [
    /^(?:>> )?(?<total>\d{1,9}) tests? completed (?:in \d{1,12} milliseconds, )?with (?<failed>\d{1,9}) failed, (?<skipped>\d{1,9}) skipped,? and (?<skipped2>\d{1,9}) todo\.$/,
  ],
  examples: {
    match: [
      {
        log: '3 tests completed in 12 milliseconds, with 1 failed, 0 skipped, and 1 todo.\n2 assertions of 3 passed, 1 failed.',
        events: [runOf({ total: 3, failed: 1, skipped: 1 })],
      },
      { log: '>> 1 tests completed with 0 failed, 0 skipped, and 0 todo.', events: [runOf({ passed: 1 })] },
    ],
    noMatch: ['Tests completed in 12 milliseconds.'],
  },
})

const ASSERTIONS = /^│ {1,80}assertions │ {1,40}(?<total>\d{1,9}) │ {1,40}(?<failed>\d{1,9}) │$/
const NEWMAN_NAME = /^ {0,4}\d{1,6}\. {1,8}AssertionError {1,40}(?<name>\S.{0,1000})$/

/** Newman counts assertions: the rows above them are requests and scripts. */
export const NEWMAN: TestRunner = {
  name: 'newman',
  literals: [' assertions │', ' AssertionError  '],
  open: () => readNewman,
  examples: {
    match: [
      {
        log: '│                requests │                2 │                0 │\n│              assertions │                4 │                1 │\n 1.  AssertionError  Status code is 200',
        events: [runOf({ total: 4, failed: 1 }), failure('Status code is 200')],
      },
    ],
    noMatch: [
      '│                requests │                2 │                0 │',
      'AssertionError: Status code is 200',
    ],
  },
}

function readNewman({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const counts = ASSERTIONS.exec(text)?.groups
  if (counts !== undefined) return [runOf(toSaid(counts))]
  const name = NEWMAN_NAME.exec(text)?.groups?.['name']
  return name === undefined ? NO_EVENTS : [failure(name)]
}
