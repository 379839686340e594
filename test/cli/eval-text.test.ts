import { expect, it } from 'vitest'
import { renderEvaluation } from '../../src/cli/eval-text.ts'
import { evaluate } from '../../src/core/evaluation/evaluate.ts'
import type { JudgedError } from '../../src/core/evaluation/judged-report.ts'
import { type Judgement, judge } from '../../src/core/evaluation/judgement.ts'

const WIDTH = 80

function setup(successes: number, errors: readonly JudgedError[]): readonly Judgement[] {
  return Array.from({ length: successes }, (_, index) =>
    judge(
      { jobId: `job-${index}`, outcome: 'success', exitCode: undefined, spans: [], place: 'f line 1' },
      // Every tenth job has the errors; of twenty-one, these are three.
      { quality_score: 50, errors: index % 10 === 0 ? errors : [], exit_code: null },
      undefined,
    ),
  )
}

function render(judgements: readonly Judgement[]): string {
  return renderEvaluation(evaluate(judgements, { threshold: 40, intervals: 'left out' }), WIDTH).join('\n')
}

it('calls a rule bad that hits more than a tenth of the successful jobs', () => {
  expect(render(setup(21, [{ rule: 'a' }, { rule: 'b' }]))).toContain('rule of thumb: here 2 rules.')
  expect(render(setup(20, [{ rule: 'a' }]))).toContain('rule of thumb: none does.')
})

it('shows no more than twenty rules and says how many there are besides', () => {
  const errors = Array.from({ length: 22 }, (_, index) => ({ rule: `rule-${String(index).padStart(2, '0')}` }))
  const text = render(setup(20, errors))
  expect(text).toContain('\nrule-19 ')
  expect(text).toContain('\n  and 2 more: see --json\n')
  expect(text).not.toContain('rule-20')
})

it('names no more than ten jobs in a list and says how many there are besides', () => {
  const text = render(setup(130, [{ severity: 'high' }]))
  expect(text).toContain('\n  false alarms: 13\n    job-0, job-10, ')
  expect(text.replace(/\s+/g, ' ')).toContain('job-90 and 3 more: see --json')
})

it('names the threshold, and leaves out what there is not', () => {
  const text = render(setup(1, []))
  expect(text).toContain('1 labelled job in 1 group: 1 successful, 0 failed\n')
  expect(text).toContain('of those below 40, these failed')
  expect(text).not.toMatch(/RULE|Jobs that/)
})

it('passes no terminal escapes of a job id or a rule on', () => {
  const label = { jobId: 'a\u001b[31m\nb', outcome: 'failure', exitCode: undefined, spans: [], place: '' } as const
  const errors = [{ rule: 'r\u001b[2J' }]
  const text = render([
    judge(label, { quality_score: 0, errors, exit_code: null }, undefined),
    { kind: 'no-label', jobId: label.jobId },
  ])
  expect(text).not.toContain('\u001b')
  expect(text).toContain('    a b\n'.trimEnd())
})
