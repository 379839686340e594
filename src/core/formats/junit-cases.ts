// What of a report becomes a test case: every failed test by its name, with the error that tells of it where there is
// one, every other error, and the verdict where nothing else says it.

import type { Analysis } from '../report.ts'
import { matchErrors } from './failed-tests.ts'
import { toPlainLine } from './plain-text.ts'
import { listProblems, type Problem, renderBlock } from './problem.ts'
import { authorityName, type Outcome, outcomeOf, TOLERATED } from './verdict-words.ts'

export interface TestCase {
  readonly name: string
  readonly classname: string
  readonly result: 'passed' | 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly body: string
}

/** At least one, and one that is red where the job failed. */
export function toTestCases(analysis: Analysis): readonly TestCase[] {
  const problems = listProblems(analysis)
  const names = [...new Set((analysis.tests?.failed_names ?? []).map(toPlainLine))]
  const failed = matchErrors(names, problems)
  const testsNamed = names.map((name) => testCaseOf(name, failed.errors.get(name), analysis))
  const others = failed.others.map(problemCaseOf)
  const cases = [...testsNamed, ...others]
  const isRed = cases.some(({ result }) => result === 'failure' || result === 'error')
  const isSaid = cases.length > 0 && (isRed || outcomeOf(analysis) !== 'failed')
  return isSaid ? cases : [...cases, verdictCaseOf(analysis)]
}

/** Where the log says no more of a test than that it failed. */
const NO_MORE = 'The test failed; the log does not tell more of it.'

function testCaseOf(name: string, problem: Problem | undefined, analysis: Analysis): TestCase {
  const hasPassed = outcomeOf(analysis) === 'passed'
  const runners = analysis.tests?.by_runner ?? []
  const runner = runners.find(({ failed_names: failed }) => failed.map(toPlainLine).includes(name)) ?? runners[0]
  return {
    name,
    classname: toPlainLine(runner?.runner ?? 'test'),
    result: hasPassed ? 'skipped' : 'failure',
    type: problem?.type ?? 'test_failure',
    message: hasPassed ? `failed, ${TOLERATED}` : (problem?.message ?? NO_MORE),
    body: problem === undefined ? '' : bodyOf(problem),
  }
}

/** Classes whose errors are findings about the code, which JUnit calls failures. */
const FINDINGS = new Set(['test', 'lint'])

function problemCaseOf(problem: Problem): TestCase {
  const { message, type, rule, excuse } = problem
  const result = FINDINGS.has(problem.class ?? '') ? 'failure' : 'error'
  return {
    name: message,
    classname: `${problem.class ?? type}.${rule}`,
    result: excuse === undefined ? result : 'skipped',
    type,
    message: excuse ?? message,
    body: bodyOf(problem),
  }
}

function bodyOf(problem: Problem): string {
  const { source, step, count } = problem
  const place = source === undefined ? '' : [source.file, source.line, source.column].filter(Boolean).join(':')
  const facts = [place, step === undefined ? '' : `step ${step}`, count > 1 ? `${count} times` : '']
  const known = facts.filter((fact) => fact !== '').join(', ')
  return [known, renderBlock(problem)].filter((part) => part !== '').join('\n')
}

const RESULTS = { passed: 'passed', failed: 'failure', unknown: 'skipped' } as const satisfies Record<
  Outcome,
  TestCase['result']
>

function verdictCaseOf(analysis: Analysis): TestCase {
  const outcome = outcomeOf(analysis)
  const words = (analysis.verdict?.because ?? []).map(
    ({ line, text, authority }) => `${authorityName(authority)}${line === undefined ? '' : `, line ${line}`}: ${text}`,
  )
  return {
    name: 'verdict',
    classname: 'postflight',
    result: RESULTS[outcome],
    type: outcome,
    message: outcome === 'unknown' ? 'Nothing says how the run ended.' : `The run ${outcome}.`,
    body: words.join('\n'),
  }
}
