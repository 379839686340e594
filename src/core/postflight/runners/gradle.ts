// Gradle: it says how many tests ran only where one failed, and each test's outcome only where it is told to; so both
// are added up per task, the count in place of the outcomes.

import { addCounts, failure, NO_COUNTS, runAgain, toCounts, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestCounts, TestRunner } from './runner.ts'

const TASK = /^> Task (?<path>:[\w.:-]{1,300})/
/** `TestCountLogger`: the skipped are among the completed. */
const COMPLETED =
  /^(?<total>\d{1,9}) tests? completed(?:, (?<failed>\d{1,9}) failed)?(?:, (?<skipped>\d{1,9}) skipped)?$/
/** Of the plug-in com.adarshr.test-logger. */
const LOGGED =
  /^(?:SUCCESS|FAILURE): Executed (?<total>\d{1,9}) tests? in [\w. ]{1,40}?(?: \((?:(?<failed>\d{1,9}) failed)?(?:, )?(?:(?<skipped>\d{1,9}) skipped)?\))?$/
const OUTCOME = /^(?<name>[\w$.]{1,300} > \S.{0,1000}) (?<verdict>PASSED|FAILED|SKIPPED)$/
const COLUMN = { PASSED: 'passed', FAILED: 'failed', SKIPPED: 'skipped' } as const
/** Tasks that are told apart; the rest are one. */
const TASKS_MAX = 1000

interface Task {
  readonly outcomes: TestCounts
  readonly completed: TestCounts | undefined
}

const NEW_TASK: Task = { outcomes: NO_COUNTS, completed: undefined }

export const GRADLE: TestRunner = {
  name: 'gradle',
  literals: [
    '> Task :',
    '0 test completed',
    '0 tests completed',
    ': Executed 0',
    ' PASSED\n',
    ' FAILED\n',
    ' SKIPPED\n',
  ],
  open: openGradle,
  examples: {
    match: [
      {
        log: [
          '> Task :a:test',
          'CartTest > addsItem() PASSED',
          '> Task :b:test',
          'com.shop.TillTest > Nested > opens FAILED',
          '12 tests completed, 1 failed, 2 skipped',
          '> Task :b:test FAILED',
        ].join('\n'),
        events: [
          runAgain({ passed: 1 }),
          failure('com.shop.TillTest > Nested > opens'),
          runAgain({ passed: 1, failed: 1 }),
          runAgain({ total: 13, failed: 1, skipped: 2 }),
        ],
      },
      {
        log: [
          '> Task :a:test',
          'CartTest > adds PASSED',
          '> Task :b:test',
          'TillTest > opens PASSED',
          '> Task :a:test',
          'CartTest > takes PASSED',
        ].join('\n'),
        events: [runAgain({ passed: 1 }), runAgain({ passed: 2 }), runAgain({ passed: 3 })],
      },
      {
        log: 'FAILURE: Executed 12 tests in 1.2s (1 failed, 2 skipped)',
        events: [runAgain({ total: 12, failed: 1, skipped: 2 })],
      },
    ],
    noMatch: [
      '> Task :test FAILED',
      '> :test > 12 tests completed, 1 failed',
      'FAILURE: Build failed with an exception.',
    ],
  },
}

function openGradle(): RunnerReader {
  const tasks = new Map<string, Task>()
  let path = ''
  /** Of all other tasks. */
  let elsewhere = NO_COUNTS
  return ({ text }) => {
    const next = TASK.exec(text)?.groups?.['path']
    if (next !== undefined) {
      path = tasks.size < TASKS_MAX || tasks.has(next) ? next : ''
      elsewhere = sumUp([...tasks].filter(([one]) => one !== path).map(([, task]) => task))
    }
    const task = tasks.get(path) ?? NEW_TASK
    const completed = (COMPLETED.exec(text) ?? LOGGED.exec(text))?.groups
    if (completed !== undefined) {
      const all = addCounts(task.completed ?? NO_COUNTS, toCounts(toSaid(completed)))
      const done = { outcomes: NO_COUNTS, completed: all }
      tasks.set(path, done)
      return [runAgain(addCounts(elsewhere, sumUp([done])))]
    }
    const { name = '', verdict } = OUTCOME.exec(text)?.groups ?? {}
    if (verdict === undefined) return NO_EVENTS
    const outcomes = addCounts(task.outcomes, toCounts({ [COLUMN[verdict as keyof typeof COLUMN]]: 1 }))
    const going = { outcomes, completed: task.completed }
    tasks.set(path, going)
    const sum = runAgain(addCounts(elsewhere, sumUp([going])))
    return verdict === 'FAILED' ? [failure(name), sum] : [sum]
  }
}

function sumUp(tasks: readonly Task[]): TestCounts {
  return tasks.flatMap(({ outcomes, completed = NO_COUNTS }) => [outcomes, completed]).reduce(addCounts, NO_COUNTS)
}
