// cargo test, whose every test binary sums up, and cargo-nextest, which shows the output of such binaries.
// https://doc.rust-lang.org/rustc/tests/index.html, https://nexte.st/docs/reporting

import { failure, runOf, toSaid } from './counts.ts'
import { firstName, fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

const RESULT =
  /^test result: (?:ok|FAILED)\. (?<passed>\d{1,9}) passed; (?<failed>\d{1,9}) failed; (?<skipped>\d{1,9}) ignored; (?<passed2>\d{1,9}) measured;/
const FAILED = [/^test (.{1,1000}?)(?: - should panic)? \.\.\. FAILED(?: <[\d.]{1,12}s>)?$/]

export const CARGO_TEST: TestRunner = {
  name: 'cargo test',
  literals: ['test result: ', '... FAILED', ' Nextest run ', 'Summary ['],
  open: openCargoTest,
  examples: {
    match: [
      {
        log: [
          'test tests::sp - should panic ... FAILED',
          'test src/lib.rs - add (line 5) ... FAILED',
          'test tests::ok ... ok',
          'test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.21s',
        ].join('\n'),
        events: [
          failure('tests::sp'),
          failure('src/lib.rs - add (line 5)'),
          runOf({ passed: 1, failed: 2, skipped: 1 }),
        ],
      },
      {
        log: 'test result: ok. 3 passed; 0 failed; 0 ignored; 1 measured; 5 filtered out',
        events: [runOf({ passed: 4 })],
      },
    ],
    noMatch: [
      '    test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out',
      ' Nextest run ID 7859d0ee with nextest profile: default\ntest a ... FAILED',
    ],
  },
}

function openCargoTest(): RunnerReader {
  let isInNextest = false
  return ({ text }) => {
    if (text.includes(' Nextest run ')) isInNextest = true
    if (text.trimStart().startsWith('Summary [')) isInNextest = false
    if (isInNextest) return NO_EVENTS
    const counts = RESULT.exec(text)?.groups
    if (counts !== undefined) return [runOf(toSaid(counts))]
    const name = firstName(FAILED, text)
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
}

/** Those that end a process by a fault, and those that CI systems send. */
const SIGNALS = [
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGSYS',
  'SIGTRAP',
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
]

/** The skipped are not among the tests run; a cancelled run says `3/10 tests run`. */
export const NEXTEST = fromPatterns({
  name: 'nextest',
  literals: [' Summary [ ', 'FAIL [ ', 'LEAK [ ', 'TIMEOUT [ ', 'ABORT [ ', ...SIGNALS.map((signal) => `${signal} [ `)],
  run: [
    /^ {1,20}Summary \[ {0,12}[\d.]{1,12}s\] \d{1,9}(?:\/\d{1,9})? tests? run: (?<passed>\d{1,9}) passed(?: \([\w ,]{1,80}\))?(?:, (?<failed>\d{1,9}) failed(?: \([\w ,]{1,80}\))?)?(?:, (?<errored>\d{1,9}) exec failed)?(?:, (?<failed2>\d{1,9}) timed out)?(?:, (?<skipped>\d{1,9}) skipped)?$/,
  ],
  failed: [
    /^ {1,20}(?:TRY \d{1,4} )?(?:FAIL|FAIL \+ LEAK|TIMEOUT|SIG[A-Z]{2,6}|ABORT) \[ {0,12}[\d.]{1,12}s\] (?:\( {0,8}\d{1,9}\/\d{1,9}\) )?(\S.{0,1000})$/,
  ],
  examples: {
    match: [
      {
        log: [
          '        FAIL [   0.005s] (2/3) shop cart::tests::adds_item',
          '     Summary [   0.123s] 3 tests run: 1 passed (1 slow), 1 failed, 1 timed out, 2 skipped',
          '        FAIL [   0.005s] shop cart::tests::adds_item',
        ].join('\n'),
        events: [
          failure('shop cart::tests::adds_item'),
          runOf({ passed: 1, failed: 2, skipped: 2 }),
          failure('shop cart::tests::adds_item'),
        ],
      },
      {
        log: '     Summary [   0.021s] 1 test run: 1 passed (1 flaky), 25 skipped',
        events: [runOf({ passed: 1, skipped: 25 })],
      },
    ],
    noMatch: ['        PASS [   0.005s] shop cart::tests::says_FAIL', ' Summary [ draft ] 3 tests run: 1 passed'],
  },
})
