// Which error tells of which failed test. Only an error that names a test tells of it: the lines around an error often
// name every test that failed, as a short summary does.

import type { Problem } from './problem.ts'
import { namesOf, nearest, type TestNames } from './test-names.ts'

export interface FailedTests {
  /** By the test's name: the one error that tells of it, without lines about other tests. */
  readonly errors: ReadonlyMap<string, Problem>
  /** Errors that tell of no test. */
  readonly others: readonly Problem[]
}

/** Each error goes to at most one test, and each test gets at most one error: the first that says more than its name. */
export function matchErrors(names: readonly string[], problems: readonly Problem[]): FailedTests {
  const tests = names.map(namesOf)
  const told = problems.map((problem) => ({ problem, ...testOf(problem, tests) }))
  const chosen = new Map<TestNames, Problem>()
  for (const { problem, test } of told.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    if (test !== undefined && !chosen.has(test)) chosen.set(test, problem)
  }
  return {
    errors: new Map([...chosen].map(([test, problem]) => [test.name, withoutOthers(problem, test, tests)])),
    others: told.filter((one) => !isTold(one, chosen)).map(({ problem }) => problem),
  }
}

/** An assertion says more than that a thread panicked, and anything says more than a name. */
function rankOf({ problem, test }: Told): number {
  if (test !== undefined && repeats(problem, test)) return 2
  return problem.class === 'test' ? 0 : 1
}

/** It is the test's error, names that test once more, or stands among the lines of the test's error. */
function isTold({ problem, test, isNamed }: Told, chosen: ReadonlyMap<TestNames, Problem>): boolean {
  const error = test && chosen.get(test)
  if (error === undefined) return false
  const line = problem.log?.line ?? 0
  const isWithin = error.log !== undefined && line >= error.log.start && line <= error.log.end
  return isNamed || problem === error || isWithin
}

/** What code under test can end in: a name such as `build` may stand in any other error. */
const CLASSES: ReadonlySet<string> = new Set(['test', 'exception', 'crash'])

interface Told {
  readonly problem: Problem
  readonly test: TestNames | undefined
  /** The error itself names it, and not only a line above. */
  readonly isNamed: boolean
}

function testOf(problem: Problem, tests: readonly TestNames[]): Omit<Told, 'problem'> {
  if (!CLASSES.has(problem.class ?? '')) return { test: undefined, isNamed: false }
  const { above, own, frame } = partsOf(problem)
  const asWhole = problem.class === 'test' ? 'by-name' : 'quoted'
  const named = nearest([problem.message, own], tests, asWhole)
  if (named !== undefined) return { test: named, isNamed: true }
  return { test: nearest(above, tests, 'heading') ?? nearest(frame, tests, 'heading'), isNamed: false }
}

/** Lines above the error, the nearest first; its own; and of the source below it the lines down to the marked one. */
function partsOf({ block, log }: Problem) {
  const at = block.findIndex(({ line }) => line !== undefined && line === log?.line)
  const texts = block.map(({ text }) => text)
  const below = texts.slice(at + 1)
  const marked = below.findIndex((text) => MARKED_SOURCE.test(text))
  return {
    above: at < 0 ? [] : texts.slice(0, at).reverse(),
    own: texts[at] ?? '',
    frame: below.slice(0, marked + 1).reverse(),
  }
}

/** As Jest points at a line of the source: `    > 15 |     expect(…)`. */
const MARKED_SOURCE = /^\s*>\s*\d+ \|/

/** Says nothing but that the test failed. */
function repeats({ message }: Problem, { name, short }: TestNames): boolean {
  return message.replaceAll(name, '').replaceAll(short, '').replace(NO_WORDS, '') === ''
}

const NO_WORDS = /\b(?:tests?|fail(?:s|ed|ure)?|errors?|\d+(?:\.\d+)?m?s?)\b|[^\p{L}\p{N}]/giu

/** What stands below the error up to where another test is told of. */
function withoutOthers(problem: Problem, test: TestNames, tests: readonly TestNames[]): Problem {
  const { block, log } = problem
  const others = tests.filter((other) => other !== test)
  const end = block.findIndex(
    ({ line = 0, text }) => line > (log?.line ?? 0) && nearest([text], others, 'heading') !== undefined,
  )
  if (end < 0) return problem
  const last = block.findLastIndex(({ text }, index) => index < end && !RULED_LINE.test(text))
  return { ...problem, block: block.slice(0, last + 1) }
}

/** Between two tests, or above a summary. */
const RULED_LINE = /^[\s=_-]*$|^=+ .+ =+$/
