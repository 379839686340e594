// The test harnesses of build systems: Automake, Meson and Cabal.

import { failure, runOf, toSaid } from './counts.ts'
import { CPP_FRAMEWORKS } from './cpp.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** https://www.gnu.org/software/automake/manual/html_node/Scripts_002dbased-Testsuites.html: an unexpected pass fails. */
const AUTOMAKE_COUNT = /^# (PASS|SKIP|XFAIL|FAIL|XPASS|ERROR): {1,9}(\d{1,9})$/
const AUTOMAKE_FAILED = /^(?:FAIL|XPASS): (\S{1,300}(?: \d{1,9} - \S.{0,200})?)$/
const AUTOMAKE_COLUMNS = {
  PASS: 'passed',
  SKIP: 'skipped',
  XFAIL: 'passed1',
  FAIL: 'failed',
  XPASS: 'failed1',
  ERROR: 'errored',
}
const NAMES_MAX = 200

export const AUTOMAKE: TestRunner = {
  name: 'automake',
  drives: [...CPP_FRAMEWORKS, 'tap'],
  literals: [
    '# PASS:  0',
    '# SKIP:  0',
    '# XFAIL: 0',
    '# FAIL:  0',
    '# XPASS: 0',
    '# ERROR: 0',
    '\nFAIL: ',
    '\nXPASS: ',
  ],
  open: openAutomake,
  examples: {
    match: [
      {
        log: 'PASS: adds.sh\nFAIL: takes.sh\n# TOTAL: 4\n# PASS:  1\n# SKIP:  1\n# XFAIL: 1\n# FAIL:  1\n# XPASS: 0\n# ERROR: 0',
        events: [failure('takes.sh'), runOf({ passed: 2, skipped: 1, failed: 1 })],
      },
    ],
    noMatch: ['FAIL: takes.sh', '# PASS:  1'],
  },
}

function openAutomake(): RunnerReader {
  const take = countsInLines(AUTOMAKE_COUNT, AUTOMAKE_COLUMNS)
  let names: string[] = []
  return ({ text }) => {
    const name = AUTOMAKE_FAILED.exec(text)?.[1]
    if (name !== undefined && names.length < NAMES_MAX) names.push(name)
    const summary = take(text)
    if (summary === undefined) return NO_EVENTS
    const events = [...names.map((failed) => failure(failed)), summary]
    names = []
    return events
  }
}

/** https://mesonbuild.com/Unit-tests.html: a line for each outcome, the last of them for those that took too long. */
const MESON_COUNT = /^(Ok|Expected Fail|Fail|Unexpected Pass|Skipped|Timeout): {1,30}(\d{1,9})$/
const MESON_FAILED =
  /^\d{1,6}\/\d{1,6} (\S.{0,300}?) {1,200}(?:FAIL|TIMEOUT|ERROR|UNEXPECTEDPASS|INTERRUPT) {1,30}\d{1,9}\.\d{1,3}s/
const MESON_COLUMNS = {
  Ok: 'passed',
  'Expected Fail': 'passed1',
  Fail: 'failed',
  'Unexpected Pass': 'failed1',
  Skipped: 'skipped',
  Timeout: 'errored',
}

export const MESON: TestRunner = {
  name: 'meson',
  drives: [...CPP_FRAMEWORKS, 'tap'],
  literals: [
    ...['Ok: ', 'Expected Fail: ', 'Fail: ', 'Unexpected Pass: ', 'Skipped: ', 'Timeout: '].map(
      (word) => `\n${word}  `,
    ),
    ...[' FAIL  ', ' TIMEOUT  ', ' ERROR  ', ' UNEXPECTEDPASS  '],
  ],
  open: openMeson,
  examples: {
    match: [
      {
        log: ' 2/4 cart           FAIL            0.66s   exit status 1\n\nOk:                 1   \nExpected Fail:      1   \nFail:               1   \nUnexpected Pass:    0   \nSkipped:            1   \nTimeout:            0   ',
        events: [failure('cart'), runOf({ passed: 2, failed: 1, skipped: 1 })],
      },
    ],
    noMatch: ['Timeout:            0   ', ' 1/4 cart           OK              0.02s'],
  },
}

function openMeson(): RunnerReader {
  const take = countsInLines(MESON_COUNT, MESON_COLUMNS)
  return ({ text }) => {
    const name = MESON_FAILED.exec(text.trim())?.[1]
    const summary = take(text)
    return [...(name === undefined ? [] : [failure(name)]), ...(summary === undefined ? [] : [summary])]
  }
}

/** A count a line, of which the first column begins and the last one ends a summary. */
function countsInLines(
  count: RegExp,
  columns: Readonly<Record<string, string>>,
): (text: string) => RunnerEvent | undefined {
  const names = Object.values(columns)
  let said: Record<string, string> = {}
  return (text) => {
    const [, word = '', number = ''] = count.exec(text.trim()) ?? []
    const column = columns[word]
    if (column === undefined) return undefined
    said[column] = number
    if (column !== names.at(-1) || said[names[0] ?? ''] === undefined) return undefined
    const summary = runOf(toSaid(said))
    said = {}
    return summary
  }
}

/** https://cabal.readthedocs.io: suites rather than their tests, which Cabal does not count. */
const CABAL_PASSED =
  /^(?<passed>\d{1,9}) of (?<total>\d{1,9}) test suites? \(\d{1,9} of \d{1,9} test cases?\) passed\.$/
const CABAL_FAILED = /^Test suite (\S{1,200}): FAIL$/

export const CABAL: TestRunner = {
  name: 'cabal',
  isFallback: true,
  literals: [' test suites (', 'test suite '],
  open: () => readCabal,
  examples: {
    match: [
      {
        log: 'Test suite cart: FAIL\n0 of 1 test suites (0 of 1 test cases) passed.',
        events: [failure('cart'), runOf({ failed: 1, passed: 0 })],
      },
    ],
    noMatch: ['Test suite cart: PASS', 'Running 1 test suites...'],
  },
}

function readCabal({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const { passed = 0, total } = toSaid(CABAL_PASSED.exec(text)?.groups ?? {})
  if (total !== undefined) return [runOf({ passed, failed: Math.max(0, total - passed) })]
  const name = CABAL_FAILED.exec(text)?.[1]
  return name === undefined ? NO_EVENTS : [failure(name)]
}
