// The Test Anything Protocol, versions 13 and 14, as tape, QUnit, bats and node-tap print it: tests at the outermost
// level count, and node-tap's closing counts take their place. A todo counts as skipped. https://testanything.org

import { failure, runAgain, runOf, toCounts, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestCounts, TestRunner } from './runner.ts'

const TEST =
  /^(?<indent> {0,40})(?<verdict>ok|not ok) (?<id>\d{1,9})(?: (?:- )?(?<name>[^#]{0,1000}?))? ?(?<directive># ?(?:skip|todo)\b.{0,1000}|# time=.{0,40}|# \d.{0,40})?(?: \{)?$/i
const SUBTEST = /^(?<indent> {0,40})# Subtest: (?<name>.+)$/
/** node-tap 18: `# { total: 5, pass: 2, fail: 1, todo: 1, skip: 1 }`. */
const CLOSING = /^# \{ (?<terms>total: [\w:, ]{1,200}) \}$/
/** node-tap's own reporters. */
const ASSERTS =
  /^Asserts: {1,10}(?:(?<failed>\d{1,9}) failed,? {1,3})?(?:(?<skipped>\d{1,9}) skip(?:ped)?,? {1,3})?(?:(?<skipped2>\d{1,9}) todo,? {1,3})?(?:(?<passed>\d{1,9}) passed,? {1,3})?(?:\d{1,9} )?of (?<total>\d{1,9})(?: complete)?$/
const INDENT = 4

export const TAP: TestRunner = {
  name: 'tap',
  literals: ['ok 0', '# Subtest: ', '# { total: ', 'Asserts: '],
  open: openTap,
  examples: {
    match: [
      {
        log: 'TAP version 13\n# cart\nnot ok 1 adds\nok 2 - fine\nok 3 later # SKIP\n1..3\n# tests 3\n# pass  2\n# fail  1',
        events: [
          failure('adds'),
          runOf({ failed: 1 }),
          runAgain({ failed: 1, passed: 1 }),
          runAgain({ failed: 1, passed: 1, skipped: 1 }),
        ],
      },
      {
        log: '# Subtest: cart\n    not ok 1 - adds\n    ok 2 - fine\n    1..2\nnot ok 1 - cart # time=2ms\n# { total: 5, pass: 2, fail: 1, todo: 1, skip: 1 }',
        events: [
          failure('cart > adds'),
          runOf({ failed: 1 }),
          runAgain({ total: 5, passed: 2, failed: 1, skipped: 2 }),
        ],
      },
      { log: 'Asserts:  1 failed  5 passed  6 of 6 complete', events: [runOf({ passed: 5, failed: 1 })] },
    ],
    noMatch: ['ok  \tgithub.com/shop/cart\t0.005s', '    ok 2 - fine', 'that is ok 1 time'],
  },
}

function openTap(): RunnerReader {
  let counts: TestCounts | undefined
  let lastId = 0
  const readName = openNames()
  return ({ text }) => {
    const closing = readClosing(text)
    if (closing !== undefined) {
      const events = [counts === undefined ? runOf(closing) : runAgain(closing)]
      counts = undefined
      lastId = 0
      return events
    }
    const names = readName(text)
    const test = TEST.exec(text)?.groups
    if (test === undefined || test['indent'] !== '') return names
    const isNewRun = counts === undefined || Number(test['id']) <= lastId
    lastId = Number(test['id'])
    const column = columnOf(test)
    counts = toCounts(
      isNewRun ? { [column]: 1 } : { ...counts, total: undefined, [column]: (counts?.[column] ?? 0) + 1 },
    )
    return [...names, isNewRun ? runOf(counts) : runAgain(counts)]
  }
}

type Test = Readonly<Record<string, string | undefined>>

function columnOf(test: Test): 'passed' | 'failed' | 'skipped' {
  if (/^# ?(?:skip|todo)/i.test(test['directive'] ?? '')) return 'skipped'
  return test['verdict']?.toLowerCase() === 'ok' ? 'passed' : 'failed'
}

function readClosing(text: string): ReturnType<typeof toSaid> | undefined {
  const asserts = ASSERTS.exec(text)?.groups
  if (asserts !== undefined) return toSaid(asserts)
  const terms = CLOSING.exec(text)?.groups?.['terms']
  if (terms === undefined) return undefined
  const said = Object.fromEntries(terms.split(', ').map((term) => term.split(': ') as [string, string]))
  return toSaid({
    total: said['total'],
    passed: said['pass'],
    failed: said['fail'],
    skipped: said['skip'],
    skipped2: said['todo'],
  })
}

/** Names failed tests by their path of subtests; a parent that failed through a child is not named. */
function openNames(): (text: string) => readonly RunnerEvent[] {
  let path: readonly string[] = []
  let failedDepth = 0
  return (text) => {
    const subtest = SUBTEST.exec(text)?.groups
    if (subtest !== undefined) path = [...path.slice(0, depthOf(subtest)), subtest['name'] ?? '']
    const test = TEST.exec(text)?.groups
    if (test === undefined) return NO_EVENTS
    const depth = depthOf(test)
    const isParent = depth < failedDepth
    if (columnOf(test) !== 'failed' || isParent) {
      failedDepth = Math.min(failedDepth, depth)
      return NO_EVENTS
    }
    failedDepth = depth
    return [failure([...path.slice(0, depth), test['name'] || `test ${test['id']}`].join(' > '))]
  }
}

function depthOf(groups: Test): number {
  return Math.floor((groups['indent']?.length ?? 0) / INDENT)
}
