// The sum over the runners of one log, on logs in which they meet.

import { expect, test } from 'vitest'
import { failure, partOf, runAgain, runOf } from '../../../../src/core/postflight/runners/counts.ts'
import type { RunnerEvent } from '../../../../src/core/postflight/runners/runner.ts'
import { FAILED_NAMES_MAX, TestTally } from '../../../../src/core/postflight/runners/tally.ts'
import { runnerNamed, tallyOf } from './read-log.ts'

function tally(...events: readonly [runner: string, line: number, event: RunnerEvent][]): TestTally {
  const added = new TestTally()
  for (const [runner, line, event] of events) added.add(runnerNamed(runner), line, event)
  return added
}

test('says nothing where no runner summed anything up', () => {
  expect(tallyOf('npm ci\nadded 3 packages\n--- FAIL: TestCart (0.00s)')).toBeUndefined()
  expect(tally(['pytest', 1, failure('a.py::test_x')]).result()).toBeUndefined()
})

test('adds the runs of one runner and the runs of several', () => {
  const tests = tally(
    ['pytest', 3, runOf({ passed: 3, failed: 1 })],
    ['jest', 5, runOf({ passed: 2, skipped: 1 })],
    ['pytest', 9, runOf({ passed: 1, errored: 1 })],
  ).result()
  expect(tests).toMatchObject({ total: 9, passed: 6, failed: 1, skipped: 1, errored: 1 })
  expect(tests?.by_runner).toMatchObject([
    { runner: 'pytest', line: 9, total: 6 },
    { runner: 'jest', line: 5, total: 3 },
  ])
})

test('counts parts only as long as no run was summed up', () => {
  const parts = tally(['surefire', 1, partOf({ total: 2 })], ['surefire', 2, partOf({ total: 3, failed: 1 })])
  expect(parts.result()).toMatchObject({ total: 5, failed: 1 })
  parts.add(runnerNamed('surefire'), 3, runOf({ total: 4, failed: 1 }))
  expect(parts.result()).toMatchObject({ total: 4, failed: 1 })
})

test('lets a summary that replaces take the place of the last one only', () => {
  const tests = tally(
    ['mocha', 1, runOf({ passed: 5 })],
    ['mocha', 9, runOf({ passed: 2 })],
    ['mocha', 10, runAgain({ passed: 2, failed: 1 })],
    ['mocha', 11, runAgain({ passed: 2, failed: 1, skipped: 1 })],
  ).result()
  expect(tests).toMatchObject({ total: 9, passed: 7, failed: 1, skipped: 1 })
})

test('gives a line that two runners read to the first of them', () => {
  const tests = tally(['bats', 4, runOf({ total: 3 })], ['exunit', 4, runOf({ total: 3 })]).result()
  expect(tests?.by_runner.map(({ runner }) => runner)).toEqual(['bats'])
})

test('names a test once that failed in two runs, and at most so many', () => {
  const tests = tally(
    ['rspec', 1, failure('Cart adds')],
    ['rspec', 2, runOf({ total: 1, failed: 1 })],
    ['rspec', 3, failure('Cart adds')],
  ).result()
  expect(tests?.failed_names).toEqual(['Cart adds'])

  const many = tally(['pytest', 1, runOf({ failed: FAILED_NAMES_MAX + 7 })])
  for (let index = 0; index < FAILED_NAMES_MAX + 7; index++)
    many.add(runnerNamed('pytest'), 1, failure(`test_${index}`))
  expect(many.result()?.failed_names).toHaveLength(FAILED_NAMES_MAX)
  expect(many.result()?.failed_names_omitted).toBe(7)
})

test('believes a vague runner only where no other speaks', () => {
  expect(tallyOf('Total tests: 54, Failures: 2')?.by_runner).toMatchObject([{ runner: 'generic', failed: 2 }])
  const tests = tallyOf(
    'checks: 3 passed, 1 failed\n=== 5 passed in 0.1s ===\n  py39: OK (1.23=setup[1.00]+cmd[0.23] seconds)',
  )
  expect(tests).toMatchObject({ total: 5, passed: 5, failed: 0 })
  expect(tests?.by_runner.map(({ runner }) => runner)).toEqual(['pytest'])
})

test('counts tests once that sbt and ScalaTest both sum up, under the names that ScalaTest gives', () => {
  const tests = tallyOf(
    [
      '[info] - adds an item *** FAILED *** (12 milliseconds)',
      '[info] Tests: succeeded 2, failed 1, canceled 0, ignored 0, pending 0',
      '[error] Failed: Total 3, Failed 1, Errors 0, Passed 2',
    ].join('\n'),
  )
  expect(tests).toMatchObject({ total: 3, failed: 1, failed_names: ['adds an item'] })
  expect(tests?.by_runner.map(({ runner }) => runner)).toEqual(['sbt'])
})

test('counts the tests of two modules and leaves out what their classes said', () => {
  const module = [
    '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s - in com.shop.CartTest',
    '[INFO] Results:',
    '[WARNING] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1',
  ]
  expect(tallyOf([...module, ...module].join('\n'))).toMatchObject({ total: 4, passed: 2, skipped: 2 })
})
