// Holds every figure against the output of the referee, a Python script that is not ours.

import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/core/evaluation/evaluate.ts'
import type { Judgement } from '../../../src/core/evaluation/judgement.ts'
import { FIGURE_NAMES, type FigureName } from '../../../src/core/evaluation/measures.ts'
import { judgeFixture, readReferee, refereeValue } from '../../support/evaluation-fixture.ts'

const REFEREE = readReferee()
const JUDGEMENTS = judgeFixture()
const DIGITS = 9
/** Between two generators: a job or two more in a draw. */
const CHANCE_MAX = 0.1

/** What the referee calls our figures. */
const REFEREE_NAMES = {
  auc: 'auc',
  meanScoreOnSuccess: 'mean_score_success',
  meanScoreOnFailure: 'mean_score_failure',
  precision: 'lt50_precision',
  recall: 'lt50_recall',
  f1: 'lt50_f1',
  f1OfAllFailed: 'all_failed_f1',
  falseAlarm: 'false_alarm',
  anyErrorOnSuccess: 'any_error_on_success',
  miss: 'miss',
  noHighOnFailure: 'no_high_on_failure',
  exitCodeRight: 'exit_correct',
  exitCodeWrong: 'exit_wrong',
  exitCodeAbsent: 'exit_absent',
  causeLocated: 'loc_hit',
  causeFirst: 'loc_hit_top1',
  contextPrecision: 'loc_context_precision',
  spanShare: 'loc_median_span_share_of_log',
} as const satisfies Record<FigureName, string>

/** Not ours: the best threshold on the same data flatters, and the other one has a test of its own. */
const NOT_COMPARED = /^(?:best|thr)_|^thr$/
const COUNTS = { n: 'jobs', n_success: 'successes', n_failure: 'failures', groups: 'groups' } as const

describe('the evaluation of all jobs', () => {
  const referee = REFEREE['all'] ?? {}
  const ours = evaluate(JUDGEMENTS, { threshold: 50, intervals: 'computed' })

  it.each(FIGURE_NAMES)('agrees with the referee on %s', (name) => {
    expect(ours.figures[name].value).toBeCloseTo(refereeValue(referee, REFEREE_NAMES[name]) as number, DIGITS)
  })

  it.each(Object.entries(COUNTS))('counts %s as the referee does', (theirs, name) => {
    expect(ours[name]).toBe(referee[theirs])
  })

  it('bases exit codes and causes on as many jobs as the referee', () => {
    expect(ours.figures.exitCodeRight.jobs).toBe(referee['exit_n'])
    expect(ours.figures.causeLocated.jobs).toBe(referee['loc_n'])
  })

  it('leaves out nothing that the referee says', () => {
    const compared = [...Object.values(REFEREE_NAMES), ...Object.keys(COUNTS), 'exit_n', 'loc_n', 'missing_reports']
    const others = Object.keys(referee).filter((name) => !(compared as string[]).includes(name))
    expect(others.filter((name) => !NOT_COMPARED.test(name))).toEqual([])
  })

  it.each(FIGURE_NAMES.filter((name) => intervalOf(name) !== null))(
    'has an interval for %s like that of the referee, whose chance is another one',
    (name) => {
      for (const [end, theirs] of (intervalOf(name) ?? []).entries())
        expect(Math.abs((ours.figures[name].interval?.[end] ?? Number.NaN) - theirs)).toBeLessThan(CHANCE_MAX)
    },
  )

  it('agrees with the referee at another threshold', () => {
    const { figures } = evaluate(JUDGEMENTS, { threshold: 35, intervals: 'left out' })
    expect(referee['thr']).toBe(35)
    for (const name of ['precision', 'recall', 'f1'] as const)
      expect(figures[name].value).toBeCloseTo(refereeValue(referee, `thr_${name}`) as number, DIGITS)
  })
})

function intervalOf(name: FigureName): readonly number[] | null {
  const figure = REFEREE['all']?.[REFEREE_NAMES[name]] ?? null
  return typeof figure === 'object' && figure !== null ? figure[1] : null
}

describe('the evaluation of one job', () => {
  const jobs = JUDGEMENTS.flatMap((judgement) =>
    'job' in judgement ? [[judgement.job.jobId, judgement] as const] : [],
  )

  it('is compared for every job that the referee saw', () => {
    const titles = jobs.map(([jobId]) => `all/job_id=${jobId}`)
    expect(['all', ...titles].sort()).toEqual(Object.keys(REFEREE).sort())
  })

  it.each(jobs)('agrees with the referee on %s', (jobId, judgement: Judgement) => {
    const referee = REFEREE[`all/job_id=${jobId}`] ?? {}
    const { figures } = evaluate([judgement], { threshold: 50, intervals: 'left out' })
    const named = FIGURE_NAMES.filter((name) => REFEREE_NAMES[name] in referee)
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) {
      const theirs = refereeValue(referee, REFEREE_NAMES[name])
      if (theirs === null) expect(figures[name].value, name).toBeNull()
      else expect(figures[name].value, name).toBeCloseTo(theirs, DIGITS)
    }
  })
})
