import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Claim, ClaimKind, Evidence } from '../../../../src/core/postflight/claims/claim.ts'
import { openClaims } from '../../../../src/core/postflight/claims/collect-claims.ts'
import { judgeClaims } from '../../../../src/core/postflight/claims/judge-claims.ts'
import { CLAIM_LITERALS, CLAIM_PATTERNS } from '../../../../src/core/postflight/claims/statements.ts'
import type { Speaker } from '../../../../src/core/postflight/reading/log-line.ts'
import { linesOf, offer } from '../../../support/offered-lines.ts'

const collect = (text: string, speaker: Speaker = 'agent') => offer(openClaims(), linesOf(speaker, text)).end()
const kindsOf = (text: string, speaker?: Speaker) => collect(text, speaker).map(({ kind }) => kind)

describe('claims', () => {
  test.each([
    ['All 12 tests pass now.', 'tests_pass'],
    ['I ran the suite. The existing tests are all passing.', 'tests_pass'],
    ["I've fixed the race in the scheduler.", 'fixed'],
    ['The bug has been resolved.', 'fixed'],
    ['The service is now deployed to production.', 'deployed'],
    ['The build succeeds with the new flag.', 'build_succeeds'],
    ["I've pushed the branch to origin.", 'pushed'],
    ['The dependencies were installed.', 'installed'],
    ['All checks are green.', 'checks_green'],
  ] satisfies readonly (readonly [string, ClaimKind])[])('are found in an agent’s prose: %s', (text, kind) => {
    expect(kindsOf(text)).toEqual([kind])
  })

  test.each([
    'I will make sure that all tests pass.',
    'Let me check whether the tests pass.',
    'The tests should pass after this change.',
    'If the build succeeds, I will go on.',
    'Not all tests pass.',
    'Have all tests passed?',
    'Most tests passed, some failed.',
  ])('are no plans, conditions, doubts, questions or negations: %s', (text) => {
    expect(kindsOf(text)).toEqual([])
  })

  test('of a job are whole lines of its own prose, no summaries of tools', () => {
    expect(kindsOf('🎉 All tests passed!', 'output')).toEqual(['tests_pass'])
    expect(kindsOf('==> Deployment complete', 'output')).toEqual(['deployed'])
    expect(
      kindsOf(
        'Tests: 3 passed, 3 total\n12 tests passed in 2s\nBuild succeeded.\nSuccessfully installed six',
        'output',
      ),
    ).toEqual([])
  })

  test('are not what is quoted or asked for', () => {
    expect(kindsOf('All tests pass.', 'quoted')).toEqual([])
    expect(kindsOf('All tests pass.', 'task')).toEqual([])
  })

  test('are kept once of each kind, the last of them', () => {
    expect(collect('All tests pass.\nThe build succeeds.\nThe new tests pass too.')).toEqual([
      { kind: 'build_succeeds', claim: 'The build succeeds.', line: 2 },
      { kind: 'tests_pass', claim: 'The new tests pass too.', line: 3 },
    ])
  })
})

describe('judging a claim', () => {
  const nothing: Evidence = { lastEditLine: undefined, testRuns: [], commands: [], verdict: 'unknown' }

  function judge(kind: ClaimKind, evidence: Partial<Evidence>) {
    const claim: Claim = { kind, claim: 'It is done.', line: 900 }
    const [judged] = judgeClaims([claim], { ...nothing, ...evidence })
    return [judged?.support, judged?.evidence, judged?.evidence_line]
  }

  test('supports passing tests by a run after the last edit', () => {
    expect(judge('tests_pass', { lastEditLine: 700, testRuns: [{ line: 812, outcome: 'passed' }] })).toEqual([
      ...['supported', 'The last test run (line 812) passed.', 812],
    ])
  })

  test('contradicts passing tests by a run that failed', () => {
    const testRuns = [
      { line: 700, outcome: 'passed' },
      { line: 812, outcome: 'failed' },
    ] as const
    expect(judge('tests_pass', { testRuns })).toEqual([
      ...['contradicted', 'Says tests pass; the last test run (line 812) failed.', 812],
    ])
    expect(judge('fixed', { testRuns })[0]).toBe('unproven')
  })

  test('leaves unproven what was edited after the last test', () => {
    expect(judge('tests_pass', { lastEditLine: 812, testRuns: [{ line: 700, outcome: 'passed' }] })).toEqual([
      ...['unproven', 'Says tests pass; no test was run after the last edit (line 812).', 812],
    ])
    expect(judge('tests_pass', { lastEditLine: 812, testRuns: [{ line: 700, outcome: 'failed' }] })[1]).toBe(
      'Says tests pass; the last test run (line 700) failed, and no test was run after the last edit (line 812).',
    )
  })

  test('leaves unproven what no test, or none with a result, bears out', () => {
    expect(judge('tests_pass', {})).toEqual(['unproven', 'Says tests pass; no test was run.', undefined])
    expect(judge('fixed', { testRuns: [{ line: 5, outcome: 'unknown' }] })[0]).toBe('unproven')
    expect(judge('tests_pass', { testRuns: [{ line: 901, outcome: 'passed' }] })[0]).toBe('unproven')
  })

  test('holds what was done against the command that does it', () => {
    const ran = (text: string, exitCode: number | undefined, line = 10) => ({ commands: [{ line, text, exitCode }] })
    expect(judge('pushed', ran('git push origin main', 0))).toEqual([
      'supported',
      'The last `git push` (line 10) succeeded.',
      10,
    ])
    expect(judge('deployed', ran('kubectl apply -f k8s/', 1))).toEqual([
      ...['contradicted', 'Says it is deployed; the last deployment (line 10) ended with exit code 1.', 10],
    ])
    expect(judge('build_succeeds', ran('npm run build', undefined))[0]).toBe('unproven')
    expect(judge('installed', ran('git status', 0))[1]).toBe(
      'Says it is installed; no installation was run before that.',
    )
    expect(judge('pushed', ran('git push', 0, 901))[0]).toBe('unproven')
  })

  test('holds green checks against the verdict on the job', () => {
    expect(judge('checks_green', { verdict: 'passed' })[0]).toBe('supported')
    expect(judge('checks_green', { verdict: 'failed' })[0]).toBe('contradicted')
    expect(judge('checks_green', {})[0]).toBe('unproven')
  })
})

it('looks at every line that a statement can stand in', () => {
  const missed = CLAIM_PATTERNS.flatMap(({ source }) =>
    fc
      .sample(fc.stringMatching(new RegExp(source.replaceAll(String.raw`\b`, ''))), { numRuns: 300, seed: 1 })
      .filter((text) => !CLAIM_LITERALS.some((literal) => text.toLowerCase().includes(literal))),
  )
  expect(missed).toEqual([])
})
