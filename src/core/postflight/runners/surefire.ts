// Maven's Surefire and Failsafe: a class is a part, the count below `Results` is the module's run. Old names
// (`addsItem(com.shop.CartTest)`) and new ones become `com.shop.CartTest.addsItem`.
// https://maven.apache.org/surefire/maven-surefire-plugin

import { failure, NAME_CHARACTERS_MAX, partOf, runOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

const COUNTS =
  /^(?:\[(?:INFO|ERROR|WARNING)\] {1,2})?Tests run: {1,2}(?<total>\d{1,9}), Failures: (?<failed>\d{1,9}), Errors: (?<errored>\d{1,9}), Skipped: (?<skipped>\d{1,9})(?:, Flakes: \d{1,9})?(?<time>, Time elapsed: .{1,1000})?$/
/** The separator changed from blanks to dashes with 3.0. */
const DETAIL =
  /^(?:\[ERROR\] {1,2})?(?<name>[^\s<].{0,1000}?) {1,2}(?:-- )?Time elapsed: [\d.,]{1,12} s(?:ec)? {1,2}<<< (?:FAILURE|ERROR)!$/
/** `adds[1: mode=(a)](com.shop.CartTest)`; JUnit's tests run by TestNG say the instance too, by the same name. */
const OLD_NAME =
  /^(?:\[ERROR\] )? {0,4}(?<method>[^\s.([][^.([]{0,300}?(?:\[.{0,500}\])?)(?: on instance [^\s(]{1,300}\([\w.$]{1,500}\))?\((?<type>(?:[\w$]{1,100}\.){0,30}[A-Z][\w$]{0,300})\)(?=:|$)/
const HEADING = /^(?:\[(?:ERROR|WARNING)\] )?(?:Failures: ?|Errors: ?|Failed tests: ?|Tests in error: ?)(?<rest>.*)$/
/** `CartTest.addsItem:12->helper:30 message`, `CartTest>BaseTest.addsItem:12`, `CartTest.boom:8 » NullPointer`. */
const LISTED =
  /^(?:\[ERROR\] )? {0,4}(?<type>[A-Z][\w$.]{0,300}?)(?:>[\w$.]{1,300}?)?\.(?<method>\w{1,300}(?:\([^)]{0,200}\))?(?:[[{][^\]}]{0,200}[\]}])?)(?::\d{1,9}|(?=->)| »| (?:Exp|Unexp)ected exception)/

/** Below a heading stands a test per line, and the rest of messages of several lines. */
const LISTED_LINES_MAX = 200
/** Short names of the tests told in detail, which the list repeats. */
const KNOWN_MAX = 2000

export const SUREFIRE: TestRunner = {
  name: 'surefire',
  literals: [
    ...['Tests run:', '<<< FAILURE!', '<<< ERROR!', 'Failed tests:', 'Tests in error:'],
    ...['\nFailures:', '\nErrors:', '] Failures:', '] Errors:'],
  ],
  drives: ['testng', 'cucumber'],
  open: openSurefire,
  examples: {
    match: [
      {
        log: [
          '[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.006 s <<< FAILURE! -- in com.shop.CartTest',
          '[ERROR] com.shop.CartTest.addsItem -- Time elapsed: 0.111 s <<< FAILURE!',
          '[ERROR] com.shop.CartTest.param(int)[2] -- Time elapsed: 0.005 s <<< ERROR!',
          '[INFO] Results:',
          '[ERROR] Failures: ',
          '[ERROR]   CartTest.addsItem:6 expected: <1> but was: <2>',
          '[ERROR] Errors: ',
          '[ERROR]   CartTest.param:8 NullPointer x',
          '[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0',
        ].join('\n'),
        events: [
          partOf({ total: 3, failed: 1, errored: 1, skipped: 0 }),
          failure('com.shop.CartTest.addsItem'),
          failure('com.shop.CartTest.param(int)[2]'),
          runOf({ total: 3, failed: 1, errored: 1, skipped: 0 }),
        ],
      },
      {
        log: [
          'Running com.shop.CartTest',
          'Tests run: 2, Failures: 1, Errors: 0, Skipped: 1, Time elapsed: 0.05 sec <<< FAILURE! - in com.shop.CartTest',
          'addsItem(com.shop.CartTest)  Time elapsed: 0.01 sec  <<< FAILURE!',
          'Results :',
          'Failed tests:   addsItem(com.shop.CartTest): expected 1',
          'Tests run: 2, Failures: 1, Errors: 0, Skipped: 1',
        ].join('\n'),
        events: [
          partOf({ total: 2, failed: 1, skipped: 1 }),
          failure('com.shop.CartTest.addsItem'),
          runOf({ total: 2, failed: 1, skipped: 1 }),
        ],
      },
      {
        log: '[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Flakes: 1',
        events: [runOf({ total: 4, skipped: 0 })],
      },
      {
        log: '[ERROR] Failures: \n[ERROR]   CartTest>BaseTest.adds:12->check:30 no\n[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0',
        events: [failure('CartTest.adds'), runOf({ total: 1, failed: 1, skipped: 0 })],
      },
      {
        log: 'Tests in error: \n  adds[0](com.shop.CartTest): no\n  CartTestCase.opens:7->help:9 » Shop\nTests run: 2, Failures: 0, Errors: 2, Skipped: 0',
        events: [
          failure('com.shop.CartTest.adds[0]'),
          failure('CartTestCase.opens'),
          runOf({ total: 2, errored: 2, skipped: 0 }),
        ],
      },
    ],
    noMatch: [
      'Total tests run: 3, Failures: 1, Skips: 0',
      '    [junit] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.1 sec',
      '[ERROR]   CartTest.addsItem:6 expected: <1> but was: <2>',
    ],
  },
}

function openSurefire(): RunnerReader {
  const known = new Set<string>()
  let isInList = false
  return ({ text }, listen) => {
    const counts = COUNTS.exec(text)?.groups
    if (counts !== undefined) {
      isInList = false
      listen(0)
      return [counts['time'] === undefined ? runOf(toSaid(counts)) : partOf(toSaid(counts))]
    }
    const detail = DETAIL.exec(text)?.groups?.['name']
    if (detail !== undefined) return nameDetail(detail, known)
    const heading = HEADING.exec(text)?.groups
    if (heading !== undefined) {
      isInList = true
      listen(LISTED_LINES_MAX)
    }
    return isInList ? nameListed(heading?.['rest'] ?? text, known) : NO_EVENTS
  }
}

function nameDetail(name: string, known: Set<string>): readonly RunnerEvent[] {
  const { method, type } = OLD_NAME.exec(name)?.groups ?? {}
  const full = method === undefined || type === undefined ? name : `${type}.${method}`
  if (known.size < KNOWN_MAX) known.add(toShort(full))
  return [failure(full)]
}

function nameListed(text: string, known: ReadonlySet<string>): readonly RunnerEvent[] {
  const { method, type } = (OLD_NAME.exec(text) ?? LISTED.exec(text))?.groups ?? {}
  if (method === undefined || type === undefined) return NO_EVENTS
  const full = `${type}.${method}`
  return known.has(toShort(full)) ? NO_EVENTS : [failure(full)]
}

/** `com.shop.CartTest.param(int)[2]` as the list has it: `CartTest.param`. */
function toShort(name: string): string {
  const bare = name.slice(0, NAME_CHARACTERS_MAX).split(/[([{]/, 1)[0] ?? name
  return bare.split('.').slice(-2).join('.')
}
