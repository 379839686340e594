// What many a runner prints in its own words: `3 passed, 1 failed`, `Total tests: 54, Failures: 0`. Too vague to be
// believed beside a runner that is known; the whole line must consist of counts, and say what failed or passed of what.

import { type Columns, readPairs, readTerms, runOf, type SaidCounts, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

const LINE_CHARACTERS_MAX = 200
/** A label such as `Result: `, `Tests: ` or `[info] ` before the counts. */
const LABEL = /^[\s*=\-#>✔✖]*(?:\[\w{1,20}\] )?(?:(?:[A-Za-z][\w -]{0,40}[A-Za-z]: )(?=\d{1,9} [A-Za-z]+(?![\w:=])))?/
/** What is counted beside tests. */
const NO_TESTS = /\b(?:suites?|files?|snapshots?|assertions?|steps?|features?|requests?|packages?)\b/i
/** Of a sentence such as `2 out of 956 tests failed`. */
const OF_ALL =
  /^(?:[A-Za-z]{1,20}: )?(?<failed>\d{1,9}) (?:out )?of (?:the )?(?<total>\d{1,9}) (?:tests?|test cases?|checks?) (?:have |were )?failed$/i
const SEPARATOR = /[,;|/]|\band\b/
const TERM = /^\d{1,9} (?:tests? |test cases? |specs? |checks? )?(?:(?:have |has )?(?:were |was )?)[a-z]+$/i
const PAIR = /^(?:tests? )?[a-z]+(?: tests?| run)?\s?[:=]\s*\d{1,9}$/i
const PAIRS_IN_BLANKS = /^[a-z]+[:=] ?\d{1,9}(?: {1,4}[a-z]+[:=] ?\d{1,9}){1,6}$/i

const COLUMNS: Columns = {
  total: 'total',
  tests: 'total',
  test: 'total',
  run: 'total',
  'total tests': 'total',
  'tests run': 'total',
  'tests total': 'total',
  passed: 'passed',
  pass: 'passed',
  passes: 'passed',
  passing: 'passed',
  succeeded: 'passed',
  'tests passed': 'passed',
  'passed tests': 'passed',
  failed: 'failed',
  fail: 'failed',
  failing: 'failed',
  failure: 'failed',
  failures: 'failed',
  'tests failed': 'failed',
  'failed tests': 'failed',
  error: 'errored',
  errors: 'errored',
  errored: 'errored',
  skipped: 'skipped',
  skips: 'skipped',
  ignored: 'skipped',
  pending: 'skipped',
  todo: 'skipped',
}

/** Those of which a pair tells enough to be believed. */
const WORDS = Object.keys(COLUMNS).filter((word) => /^(?:pass|succ|fail)\w+$|^(?:pass|fail)$/.test(word))

export const GENERIC: TestRunner = {
  name: 'generic',
  literals: [
    ...['pass', 'fail', 'succ', 'test', 'spec', 'check', 'have', 'has', 'were', 'was'].map((word) => `0 ${word}`),
    ...WORDS.flatMap((word) => [':', '=', ' :', ' =', ' tests:', ' tests='].map((sign) => word + sign)),
  ],
  isFallback: true,
  open: () => readGeneric,
  examples: {
    match: [
      { log: '12 tests, 2 failed', events: [runOf({ total: 12, failed: 2 })] },
      { log: 'Total tests: 54, Failures: 0', events: [runOf({ total: 54, failed: 0 })] },
      { log: 'FAILURE: 2 out of 956 tests failed.', events: [runOf({ total: 956, failed: 2 })] },
      { log: 'Passed: 3 Failed: 1', events: [runOf({ passed: 3, failed: 1 })] },
      { log: '=== 3 passed, 1 failed ===', events: [runOf({ passed: 3, failed: 1 })] },
      {
        log: 'Result: 3 tests passed, 1 test failed, 2 skipped.',
        events: [runOf({ passed: 3, failed: 1, skipped: 2 })],
      },
    ],
    noMatch: [
      '3 passed',
      '2 errors, 0 warnings failed the build',
      'attempt 3 failed, 2 left',
      'compare 3 passed, 1 failed with the last run',
      'Failures: 0, Warnings: 3',
      'Test Suites: 1 failed, 2 passed, 3 total',
    ],
  },
}

function readGeneric({ text }: { readonly text: string }): readonly RunnerEvent[] {
  if (text.length > LINE_CHARACTERS_MAX || NO_TESTS.test(text)) return NO_EVENTS
  const bare = /^.*[^\s*=\-#.!)]/.exec(text.replace(LABEL, ''))?.[0] ?? ''
  const ofAll = OF_ALL.exec(bare)?.groups
  if (ofAll !== undefined) return [runOf(toSaid(ofAll))]
  const parts = bare.split(SEPARATOR).map((part) => part.trim())
  if (parts.every((part) => TERM.test(part))) {
    return believe(
      readTerms(
        bare
          .replaceAll(/(\d) (?:tests?|test cases?|specs?|checks?) (?=[a-z])/gi, '$1 ')
          .replaceAll(/\b(?:have|has|were|was) /g, ''),
        COLUMNS,
      ),
    )
  }
  if (PAIRS_IN_BLANKS.test(bare) || (parts.length > 1 && parts.every((part) => PAIR.test(part)))) {
    return believe(readPairs(bare, COLUMNS))
  }
  return NO_EVENTS
}

function believe(said: SaidCounts | undefined): readonly RunnerEvent[] {
  const { total, passed, failed } = said ?? {}
  const tells = [total, passed, failed].filter((count) => count !== undefined).length
  return said === undefined || tells < 2 || (passed === undefined && failed === undefined) ? NO_EVENTS : [runOf(said)]
}
