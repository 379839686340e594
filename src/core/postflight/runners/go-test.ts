// go test, as text and with -json. With -v every test and subtest counts, without it a package does;
// https://pkg.go.dev/cmd/test2json

import { failure, partOf, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

const RESULT = /^ {0,80}--- (?<verdict>PASS|FAIL|SKIP): (?<name>\S{1,1000}) \(\d{1,9}(?:\.\d{1,9})?s\)$/
/** `FAIL	shop [build failed]` too; a package without tests says nothing. */
const PACKAGE =
  /^(?<verdict>ok {2}|FAIL)(?:\t| {1,8})(?<name>[\w./~-]{1,500})(?:\t| {1,8})(?<rest>\(cached\)|\d{1,9}\.\d{1,9}s|\[[\w ]{1,40} failed\])/
const JSON_EVENT =
  /^\{(?:"Time":"[^"]{1,64}",)?"Action":"(?<action>pass|fail|skip)","Package":"(?<name>[^"]{1,500})"(?:,"Test":"(?<test>[^"]{1,1000})")?/

export const GO_TEST: TestRunner = {
  name: 'go test',
  literals: ['--- PASS: ', '--- FAIL: ', '--- SKIP: ', '=== RUN ', '\nok  ', '\nFAIL ', '"Action":"'],
  open: openGoTest,
  examples: {
    match: [
      {
        log: [
          '=== RUN   TestCart',
          '--- FAIL: TestCart (0.00s)',
          '    --- FAIL: TestCart/adds_item (0.00s)',
          '    --- PASS: TestCart/ok (0.00s)',
          '--- SKIP: TestSkip (0.00s)',
          'FAIL',
          'FAIL\tshop\t0.014s',
        ].join('\n'),
        events: [failure('TestCart'), failure('TestCart/adds_item'), runOf({ failed: 2, passed: 1, skipped: 1 })],
      },
      {
        log: '--- FAIL: TestCart (0.00s)\nFAIL\nFAIL\tshop/cart\t0.003s\nok  \tshop/till\t(cached)\nFAIL\tshop/x [build failed]',
        events: [failure('TestCart'), partOf({ failed: 1 }), partOf({ passed: 1 }), partOf({ failed: 1 })],
      },
      {
        log: [
          '{"Time":"2026-11-26T18:12:50Z","Action":"fail","Package":"shop","Test":"TestCart/adds_item","Elapsed":0}',
          '{"Time":"2026-11-26T18:12:50Z","Action":"skip","Package":"shop","Test":"TestSkip","Elapsed":0}',
          '{"Time":"2026-11-26T18:12:50Z","Action":"fail","Package":"shop","Elapsed":0.004}',
        ].join('\n'),
        events: [failure('TestCart/adds_item'), runOf({ failed: 1, skipped: 1 })],
      },
    ],
    noMatch: [
      '?   \tshop/doc\t[no test files]',
      'ok  everything is fine',
      '{"Action":"output","Package":"shop","Output":"FAIL\\n"}',
    ],
  },
}

interface PackageCounts {
  isVerbose: boolean
  passed: number
  failed: number
  skipped: number
}

const COLUMN = {
  PASS: 'passed',
  FAIL: 'failed',
  SKIP: 'skipped',
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
} as const

/** Packages whose tests a -json stream may interleave; the oldest is forgotten. */
const OPEN_PACKAGES_MAX = 1000

function openGoTest(): RunnerReader {
  let counts: PackageCounts = noTests()
  const readJson = openJson()
  return ({ text }) => {
    if (text.startsWith('{')) return readJson(text)
    if (text.startsWith('=== RUN ')) counts.isVerbose = true
    const result = RESULT.exec(text)?.groups
    if (result !== undefined) {
      if (result['verdict'] === 'PASS') counts.isVerbose = true
      counts[COLUMN[result['verdict'] as 'PASS']]++
      return result['verdict'] === 'FAIL' ? [failure(result['name'] ?? '')] : NO_EVENTS
    }
    const verdict = PACKAGE.exec(text)?.groups?.['verdict']
    if (verdict === undefined) return NO_EVENTS
    const done = counts
    counts = noTests()
    return [sumUp(done, verdict === 'FAIL')]
  }
}

function openJson(): (text: string) => readonly RunnerEvent[] {
  const packages = new Map<string, PackageCounts>()
  return (text) => {
    const { action, name, test } = JSON_EVENT.exec(text)?.groups ?? {}
    if (action === undefined || name === undefined) return NO_EVENTS
    const counts = packages.get(name) ?? { ...noTests(), isVerbose: true }
    if (test === undefined) {
      packages.delete(name)
      return action === 'skip' ? NO_EVENTS : [sumUp(counts, action === 'fail')]
    }
    counts[COLUMN[action as 'pass']]++
    packages.set(name, counts)
    const [oldest] = packages.keys()
    if (packages.size > OPEN_PACKAGES_MAX && oldest !== undefined) packages.delete(oldest)
    return action === 'fail' ? [failure(test)] : NO_EVENTS
  }
}

function noTests(): PackageCounts {
  return { isVerbose: false, passed: 0, failed: 0, skipped: 0 }
}

function sumUp(counts: PackageCounts, isFailed: boolean): RunnerEvent {
  const { isVerbose, passed, failed, skipped } = counts
  if (isVerbose && passed + failed + skipped > 0) return runOf({ passed, failed, skipped })
  return partOf(isFailed ? { failed: 1 } : { passed: 1 })
}
