// Ant's JUnit task. The brief formatter says a test, its class and its outcome in one line; the plain one says the class
// above all, the test by itself and the outcome below it. https://ant.apache.org/manual/Tasks/junit.html

import { failure, partOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

const PREFIX = /^ {0,8}\[junit\] /
const COUNTS =
  /^Tests run: (?<total>\d{1,9}), Failures: (?<failed>\d{1,9}), Errors: (?<errored>\d{1,9})(?:, Skipped: (?<skipped>\d{1,9}))?, Time elapsed: [\d.,]{1,12} sec$/
const SUITE = /^Testsuite: (?<type>[\w.$]{1,500})$/
/** What stands for the method may be the class, when the virtual machine ended before a test did. */
const TEST =
  /^Testcase: (?<method>[^\s([]{1,300}?(?:\[.{0,500}\])?)(?:\((?<type>[\w.$]{1,500})\))?:?(?: took [\d.,]{1,12} sec)?(?<outcome>\s{1,8}(?:FAILED|Caused an ERROR))?$/
const OUTCOME = /^\t(?:FAILED|Caused an ERROR)$/

/** Each class sums up, and Ant never does. Its line without the task's name is surefire's of old, so it is not read. */
export const ANT_JUNIT: TestRunner = {
  name: 'ant junit',
  literals: ['[junit] '],
  open: openAnt,
  examples: {
    match: [
      {
        log: '    [junit] Tests run: 3, Failures: 1, Errors: 0, Skipped: 1, Time elapsed: 0.05 sec\n    [junit] Testcase: addsItem(com.shop.CartTest):\tFAILED',
        events: [partOf({ total: 3, failed: 1, skipped: 1 }), failure('com.shop.CartTest.addsItem')],
      },
      {
        log: [
          '    [junit] Testsuite: com.shop.CartTest',
          '    [junit] Tests run: 3, Failures: 1, Errors: 1, Time elapsed: 0.05 sec',
          '    [junit] Testcase: opens took 0.001 sec',
          '    [junit] Testcase: addsItem took 0.02 sec',
          '    [junit] \tCaused an ERROR',
          '    [junit] Testcase: adds[1] took 0.02 sec',
          '    [junit] \tFAILED',
        ].join('\n'),
        events: [
          partOf({ total: 3, failed: 1, errored: 1 }),
          failure('com.shop.CartTest.addsItem'),
          failure('com.shop.CartTest.adds[1]'),
        ],
      },
    ],
    noMatch: [
      '    [junit] Test com.shop.CartTest FAILED',
      '    [junit] \tFAILED',
      'Tests run: 3, Failures: 1, Errors: 0, Skipped: 0',
    ],
  },
}

function openAnt(): RunnerReader {
  let suite = ''
  let test = { name: '', line: Number.NEGATIVE_INFINITY }
  return ({ text, number }) => {
    if (!PREFIX.test(text)) return NO_EVENTS
    const said = text.replace(PREFIX, '')
    const counts = COUNTS.exec(said)?.groups
    if (counts !== undefined) return [partOf(toSaid(counts))]
    suite = SUITE.exec(said)?.groups?.['type'] ?? suite
    const { method, type = suite, outcome } = TEST.exec(said)?.groups ?? {}
    if (method !== undefined) test = { name: toName(method, type), line: number }
    const isBelow = number === test.line + 1 && OUTCOME.test(said)
    return outcome !== undefined || isBelow ? [failure(test.name)] : NO_EVENTS
  }
}

function toName(method: string, type: string): string {
  return type === '' || method === type ? method : `${type}.${method}`
}
