import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/core/evaluation/evaluate.ts'
import type { JudgedReport } from '../../../src/core/evaluation/judged-report.ts'
import { type Judgement, judge } from '../../../src/core/evaluation/judgement.ts'
import type { Label } from '../../../src/core/evaluation/labels.ts'

const OPTIONS = { threshold: 50, intervals: 'left out' } as const

type Outcome = Label['outcome']

function judged(jobId: string, outcome: Outcome, report: Partial<JudgedReport> = {}): Judgement {
  const label = { jobId, outcome, exitCode: undefined, spans: [], place: 'f line 1' }
  return judge(label, { quality_score: 50, errors: [], exit_code: null, ...report }, undefined)
}

const hits = (...rules: readonly string[]) => ({ errors: rules.map((rule) => ({ rule, severity: 'low' })) })

describe('figures', () => {
  it('are null where the jobs say nothing', () => {
    const { figures } = evaluate([judged('a', 'success')], OPTIONS)
    expect(figures.auc).toEqual({ value: null, jobs: 1 })
    expect(figures.precision).toEqual({ value: null, jobs: 1 })
    expect(figures.miss).toEqual({ value: null, jobs: 0 })
    expect(figures.causeLocated).toEqual({ value: null, jobs: 0 })
  })

  it('count a tie of scores half', () => {
    const scores = [judged('a', 'success'), judged('b', 'failure'), judged('c', 'failure', { quality_score: 60 })]
    expect(evaluate(scores, OPTIONS).figures.auc.value).toBe(0.25)
  })

  it('call a job failed below the threshold, not at it', () => {
    const jobs = [judged('a', 'failure'), judged('b', 'failure', { quality_score: 49 })]
    expect(evaluate(jobs, OPTIONS).figures.recall.value).toBe(0.5)
    expect(evaluate(jobs, { ...OPTIONS, threshold: 51 }).figures.recall.value).toBe(1)
  })

  it('have an interval where it is asked for and there are three groups', () => {
    const jobs = ['a__1', 'b__1', 'b__2'].map((jobId) => judged(jobId, 'success', hits('r')))
    const withIntervals = { ...OPTIONS, intervals: 'computed' } as const
    expect(evaluate(jobs, withIntervals).figures.anyErrorOnSuccess.interval).toBeNull()
    const more = [...jobs, judged('c', 'success')]
    expect(evaluate(more, withIntervals).figures.anyErrorOnSuccess.interval).toEqual([0, 1])
    expect(evaluate(more, OPTIONS).figures.anyErrorOnSuccess).toEqual({ value: 0.75, jobs: 4 })
  })

  it('draw whole groups, so that many runs of one task count as one', () => {
    const runs = Array.from({ length: 40 }, (_, run) => judged(`a__${run}`, 'success', hits('r')))
    const others = ['b', 'c', 'd'].map((jobId) => judged(jobId, 'success'))
    const { figures } = evaluate([...runs, ...others], { ...OPTIONS, intervals: 'computed' })
    expect(figures.anyErrorOnSuccess.interval?.[0]).toBe(0)
  })
})

describe('rules', () => {
  it('are counted once per job, the noisiest first', () => {
    const jobs = [
      judged('a', 'success', hits('noisy', 'noisy')),
      judged('b', 'success'),
      judged('c', 'failure', hits('good', 'noisy')),
      judged('d', null, hits('noisy')),
    ]
    expect(evaluate(jobs, OPTIONS).rules).toEqual([
      { rule: 'noisy', successes: 1, failures: 1, rateOnSuccess: 0.5, rateOnFailure: 1 },
      { rule: 'good', successes: 0, failures: 1, rateOnSuccess: 0, rateOnFailure: 1 },
    ])
  })

  it('are the types of errors where reports name no rule', () => {
    const errors = [{ type: 'error_detected' }, 'a plain text', {}]
    expect(evaluate([judged('a', 'failure', { errors })], OPTIONS).rules).toEqual([
      { rule: 'error_detected', successes: 0, failures: 1, rateOnSuccess: null, rateOnFailure: 1 },
    ])
  })
})

describe('jobs that went wrong', () => {
  it('are named', () => {
    const high = { errors: [{ severity: 'high' }] }
    const verdict = (outcome: string) => ({ ...high, verdict: { outcome } })
    const jobs = [
      judged('alarm', 'success', high),
      judged('quiet', 'success', hits('r')),
      judged('miss', 'failure'),
      judged('called passed', 'failure', verdict('passed')),
      judged('called failed', 'success', { verdict: { outcome: 'failed' } }),
      judged('called nothing', 'failure', verdict('unknown')),
      judged('called right', 'failure', verdict('failed')),
      judged('called right, too', 'success', { verdict: { outcome: 'passed' } }),
      judged('unknown', null, verdict('failed')),
    ]
    expect(evaluate(jobs, OPTIONS).wrong).toEqual({
      falseAlarms: ['alarm'],
      misses: ['miss'],
      verdicts: ['called passed', 'called failed'],
      causesNotFirst: [],
    })
  })

  it('are also those whose cause is not the first error', () => {
    const spans = [{ start_line: 2, end_line: 2 }]
    const label = { jobId: 'a', outcome: 'failure', exitCode: undefined, spans, place: 'f line 1' } as const
    const report = { quality_score: 0, errors: [{ line: 1 }, { line: 2 }], exit_code: null }
    const { wrong, figures } = evaluate([judge(label, report, Buffer.from('1\n2\n'))], OPTIONS)
    expect(wrong.causesNotFirst).toEqual(['a'])
    expect(figures.causeLocated).toEqual({ value: 1, jobs: 1 })
  })
})

it('names labels without a report, reports without a label, and causes without a log', () => {
  const spans = [{ start_line: 1, end_line: 1 }]
  const label = { jobId: 'c', outcome: 'failure', exitCode: undefined, spans, place: 'f line 1' } as const
  const withoutLog = judge(label, { quality_score: 0, errors: [], exit_code: null }, undefined)
  const others = [
    { kind: 'no-report', jobId: 'a' },
    { kind: 'no-label', jobId: 'b' },
  ] as const
  const evaluation = evaluate([...others, withoutLog], OPTIONS)
  expect(evaluation.leftOut).toEqual({
    labelsWithoutReport: ['a'],
    reportsWithoutLabel: ['b'],
    causesWithoutLog: ['c'],
  })
  expect([evaluation.jobs, evaluation.figures.miss.jobs, evaluation.figures.causeFirst.jobs]).toEqual([1, 1, 0])
})
