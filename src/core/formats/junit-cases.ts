// What of a report becomes a test case: every failed test by its name, with the error that tells of it where there is
// one, every other error, and the verdict where nothing else says it.

import type { Analysis } from '../report.ts'
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
  const names = (analysis.tests?.failed_names ?? []).map(toPlainLine)
  const testsNamed = names.map((name) => testCaseOf(name, problems, analysis))
  const others = problems.filter((problem) => !names.some((name) => tellsOf(problem, name))).map(problemCaseOf)
  const cases = [...testsNamed, ...others]
  const isRed = cases.some(({ result }) => result === 'failure' || result === 'error')
  const isSaid = cases.length > 0 && (isRed || outcomeOf(analysis) !== 'failed')
  return isSaid ? cases : [...cases, verdictCaseOf(analysis)]
}

function testCaseOf(name: string, problems: readonly Problem[], analysis: Analysis): TestCase {
  const problem = problems.find((one) => tellsOf(one, name))
  const hasPassed = outcomeOf(analysis) === 'passed'
  const runners = analysis.tests?.by_runner ?? []
  const runner = runners.find(({ failed_names: failed }) => failed.map(toPlainLine).includes(name)) ?? runners[0]
  return {
    name,
    classname: toPlainLine(runner?.runner ?? 'test'),
    result: hasPassed ? 'skipped' : 'failure',
    type: problem?.type ?? 'test_failure',
    message: hasPassed ? `failed, ${TOLERATED}` : (problem?.message ?? 'The test failed.'),
    body: problem === undefined ? '' : bodyOf(problem),
  }
}

/** Of tests only: a name such as `build` may stand in any other error. */
function tellsOf(problem: Problem, name: string): boolean {
  if (problem.class !== 'test') return false
  return problem.message.includes(name) || problem.block.some(({ text }) => text.includes(name))
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
