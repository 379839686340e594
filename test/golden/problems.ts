// What the default rules get wrong of one recording, in sentences.

import type { ReportError, ReportTests } from '../../src/core/report.ts'
import type { Conclusion } from '../../src/core/rule-pack.ts'
import { conclude, type ExpectedTests, type Recording } from './recordings.ts'

/**
 * `verdict`: a failing run that is told its exit code failed. `silence`: without an exit code it is never called passed.
 * `cause`: the first error stands where a person would look. `tests`: counts and failed names, of both runs. `pass`: a
 * passing run is not called failed, nor has it any error of severity high, told its exit code or not.
 */
export type Expectation = 'verdict' | 'silence' | 'cause' | 'tests' | 'pass'

export interface Problem {
  readonly expectation: Expectation
  readonly text: string
}

export function problemsOf({ fail, pass, failLog, passLog }: Recording): readonly Problem[] {
  const told = conclude(failLog, fail.exit_code)
  const passed = conclude(passLog, pass.exit_code)
  const found: readonly (readonly [Expectation, string | undefined])[] = [
    ['verdict', differs('verdict', told.verdict?.outcome, 'failed')],
    ['silence', passedAnyway(conclude(failLog, undefined))],
    ['cause', wrongCause(told, fail.cause)],
    ['tests', wrongTests(told.tests, fail.tests)],
    ['tests', wrongTests(passed.tests, pass.tests)],
    ['pass', differs('verdict', passed.verdict?.outcome, 'passed')],
    ['pass', alarm(passed)],
    ['pass', failedAnyway(conclude(passLog, undefined))],
  ]
  return found.flatMap(([expectation, text]) => (text === undefined ? [] : [{ expectation, text }]))
}

function differs(what: string, got: unknown, expected: unknown): string | undefined {
  return got === expected ? undefined : `Expected ${what} to be ${String(expected)}, got ${String(got)}`
}

/** A log that does not say how it ended may be unknown, but no failure may be taken for a success. */
function passedAnyway({ verdict }: Conclusion): string | undefined {
  if (verdict?.outcome !== 'passed') return undefined
  return `Expected no verdict of passed on a failing log, got it because of ${reasons(verdict.because)}`
}

function failedAnyway(conclusion: Conclusion): string | undefined {
  const { verdict } = conclusion
  if (verdict?.outcome !== 'failed') return alarm(conclusion)
  return `Expected no verdict of failed on a passing log, got it because of ${reasons(verdict.because)}`
}

function reasons(because: readonly { readonly rule: string; readonly text: string }[]): string {
  return because.map(({ rule, text }) => `${rule}: ${text}`).join('; ')
}

function alarm(conclusion: Conclusion): string | undefined {
  const severe = errorsOf(conclusion).find(({ severity }) => severity === 'high')
  return severe && `Expected no error of severity high in a passing log, got ${severe.rule}: ${severe.message}`
}

/** Of the first error so many lines are compared. */
const CAUSE_LINES_MAX = 10

function wrongCause(conclusion: Conclusion, cause: Recording['fail']['cause']): string | undefined {
  const [first] = errorsOf(conclusion)
  const wanted = `the first error to stand in lines ${cause.start_line} to ${cause.end_line}`
  if (first === undefined) return `Expected ${wanted}, got none`
  const start = first.start_line ?? 0
  const end = Math.min(first.end_line ?? start, start + CAUSE_LINES_MAX - 1)
  if (start <= cause.end_line && end >= cause.start_line) return undefined
  return `Expected ${wanted}, got ${start} to ${end}, ${first.rule}: ${first.message}`
}

/** Texts are errors of the classic rules only. */
function errorsOf({ errors }: Conclusion): readonly ReportError[] {
  return errors.filter((error) => typeof error !== 'string')
}

/** Failed and errored count as one, as half of the runners do; what failed as expected may count as passed or skipped. */
function wrongTests(got: ReportTests | undefined, expected: ExpectedTests | undefined): string | undefined {
  if (expected === undefined) return undefined
  if (got === undefined) return 'Expected counts of tests, got none'
  const bad = expected.failed + expected.errors
  return (
    differs('failed tests', got.failed + got.errored, bad) ??
    (got.passed === expected.passed + expected.xfailed
      ? undefined
      : differs('passed tests', got.passed, expected.passed)) ??
    differs('all tests', got.total, expected.total) ??
    wrongNames(got.failed_names, expected.failed_names)
  )
}

/** Every failed test is named once. */
function wrongNames(got: readonly string[], expected: readonly string[]): string | undefined {
  const missing = expected.find((name) => !got.some((candidate) => isSameTest(candidate, name)))
  if (missing !== undefined) return `Expected the failed test ${missing} to be named, got ${got.join(', ')}`
  const stranger = got.find((candidate) => !expected.some((name) => isSameTest(candidate, name)))
  return stranger && `Expected the failed tests ${expected.join(', ')}, got ${stranger} as well`
}

/** Runners and people write the way to a test in different orders and manners: all words of the shorter are in the longer. */
function isSameTest(one: string, other: string): boolean {
  const [shorter = [], longer = []] = [one, other].map(wordsOf).sort((a, b) => a.length - b.length)
  return shorter.every((word) => longer.includes(word))
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/[a-z0-9]+/g) ?? []
}
