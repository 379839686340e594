// Java's runners outside of Maven, Gradle and Ant: TestNG, the JUnit Platform's console and JUnit 3 and 4's own.

import { failure, runOf, toSaid } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { fromPatterns, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** https://testng.org; per context it prints the same without `Total`, which is not read. */
export const TESTNG = fromPatterns({
  name: 'testng',
  literals: ['Total tests run: ', 'FAILED: '],
  run: [
    /^(?: {0,8}\[testng\] )?Total tests run: (?<total>\d{1,9}),(?: Passes: (?<passed>\d{1,9}),)? Failures: (?<failed>\d{1,9}), Skips: (?<skipped>\d{1,9})$/,
  ],
  failed: [/^(?: {0,8}\[testng\] )?FAILED: ([\w$][\w$.]{0,500}(?:\(.{0,500}\))?)$/],
  examples: {
    match: [
      {
        log: 'FAILED: com.shop.CartTest.addsItem\nTotal tests run: 3, Passes: 2, Failures: 1, Skips: 0',
        events: [failure('com.shop.CartTest.addsItem'), runOf({ total: 3, passed: 2, failed: 1 })],
      },
      { log: 'Total tests run: 3, Failures: 1, Skips: 1', events: [runOf({ total: 3, failed: 1, skipped: 1 })] },
    ],
    noMatch: ['    Tests run: 3, Failures: 1, Skips: 0', 'FAILED: a b'],
  },
})

/** `SummaryGeneratingListener`: six boxed lines, `failed` the last; the containers' lines above are none of tests. */
const BOXED = /^\[ {1,12}(?<count>\d{1,9}) tests (?<word>found|skipped|started|aborted|successful|failed) {1,12}\]$/
const SOURCE = /^ {1,12}MethodSource \[className = '(?<type>[\w.$]{1,500})', methodName = '(?<method>[^']{1,500})'/

export const JUNIT_PLATFORM: TestRunner = {
  name: 'junit platform',
  literals: [
    ' tests found',
    ' tests skipped',
    ' tests aborted',
    ' tests successful',
    ' tests failed',
    'MethodSource [',
  ],
  open: openJunitPlatform,
  examples: {
    match: [
      {
        log: [
          "    MethodSource [className = 'com.shop.CartTest', methodName = 'addsItem', methodParameterTypes = '']",
          '[         4 tests found           ]',
          '[         1 tests skipped         ]',
          '[         3 tests started         ]',
          '[         1 tests aborted         ]',
          '[         1 tests successful      ]',
          '[         1 tests failed          ]',
        ].join('\n'),
        events: [failure('com.shop.CartTest.addsItem'), runOf({ passed: 1, failed: 1, skipped: 2 })],
      },
    ],
    noMatch: ['[         3 containers found      ]', '[         1 tests skipped         ]'],
  },
}

function openJunitPlatform(): RunnerReader {
  let counts: Readonly<Record<string, string>> = {}
  return ({ text }) => {
    const { type, method } = SOURCE.exec(text)?.groups ?? {}
    if (type !== undefined) return [failure(`${type}.${method}`)]
    const { word, count } = BOXED.exec(text)?.groups ?? {}
    if (word === undefined || count === undefined) return NO_EVENTS
    counts = { ...counts, [word]: count }
    if (word !== 'failed') return NO_EVENTS
    const { successful, failed, skipped, aborted } = counts
    counts = {}
    return successful === undefined
      ? NO_EVENTS
      : [runOf(toSaid({ passed: successful, failed, skipped, skipped2: aborted }))]
  }
}

const TEXT_COUNTS = [
  /^OK \((?<total>\d{1,9}) tests?\)$/,
  /^Tests run: (?<total>\d{1,9}), {2}Failures: (?<failed>\d{1,9})(?:, {1,2}Errors: (?<errored>\d{1,9}))?$/,
]
const TEXT_NAME = /^\d{1,6}\) (?<method>[^\s([]{1,300}(?:\[.{0,500}\])?)\((?<type>[\w.$]{1,500})\)/

/** JUnit 3 and 4's text runner, also on Android: two blanks stand before `Failures`. */
export const JUNIT_TEXT: TestRunner = {
  name: 'junit',
  literals: ['\nOK (', ',  Failures: 0', ...NUMBERED_LITERALS],
  open: () => readText,
  examples: {
    match: [
      { log: 'OK (3 tests)', events: [runOf({ total: 3 })] },
      {
        log: '1) addsItem(com.shop.CartTest)\n2) adds[0: a (b)](com.shop.CartTest)\nTests run: 3,  Failures: 2',
        events: [
          failure('com.shop.CartTest.addsItem'),
          failure('com.shop.CartTest.adds[0: a (b)]'),
          runOf({ total: 3, failed: 2 }),
        ],
      },
    ],
    noMatch: ['OK (3 tests, 5 assertions)', 'Tests run: 3, Failures: 1, Errors: 0, Skipped: 0'],
  },
}

function readText({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const counts = TEXT_COUNTS.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
  if (counts !== undefined) return [runOf(toSaid(counts))]
  const { method, type } = TEXT_NAME.exec(text)?.groups ?? {}
  return method === undefined ? NO_EVENTS : [failure(`${type}.${method}`)]
}
