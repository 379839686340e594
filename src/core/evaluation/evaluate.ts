// The evaluation as a whole: figures, rules, and by name every job that went wrong or could not be counted.

import { bootstrapInterval, type Interval } from './bootstrap.ts'
import type { JudgedJob, Judgement } from './judgement.ts'
import { FIGURE_NAMES, type FigureName, MEASURES, type Measure } from './measures.ts'
import { type RuleRate, rateRules } from './rule-rates.ts'

/** Below this score a report says “failed”, unless another one is asked for. */
export const THRESHOLD_STANDARD = 50

export interface EvaluationOptions {
  readonly threshold: number
  readonly intervals: 'computed' | 'left out'
}

export interface Figure {
  /** Null where these jobs say nothing, such as the AUC without a failed job. */
  readonly value: number | null
  /** Jobs from which it is computed. */
  readonly jobs: number
  /** 95 %; absent where it was not asked for, null where there are too few groups. */
  readonly interval?: Interval | null
}

export interface Evaluation {
  readonly jobs: number
  readonly successes: number
  readonly failures: number
  readonly groups: number
  readonly threshold: number
  readonly figures: Readonly<Record<FigureName, Figure>>
  readonly rules: readonly RuleRate[]
  /** Ids of jobs. */
  readonly wrong: {
    readonly falseAlarms: readonly string[]
    readonly misses: readonly string[]
    /** Called passed but labelled a failure, or the other way round. */
    readonly verdicts: readonly string[]
    readonly causesNotFirst: readonly string[]
  }
  /** Ids of jobs that are in no figure, or, without a log, in none that is about causes. */
  readonly leftOut: {
    readonly labelsWithoutReport: readonly string[]
    readonly reportsWithoutLabel: readonly string[]
    readonly causesWithoutLog: readonly string[]
  }
}

export function evaluate(judgements: readonly Judgement[], options: EvaluationOptions): Evaluation {
  const jobs = judgements.flatMap((one) => ('job' in one ? one.job : []))
  return {
    jobs: jobs.length,
    successes: jobs.filter(({ outcome }) => outcome === 'success').length,
    failures: jobs.filter(({ outcome }) => outcome === 'failure').length,
    groups: new Set(jobs.map(({ group }) => group)).size,
    threshold: options.threshold,
    figures: computeFigures(jobs, options),
    rules: rateRules(jobs),
    wrong: {
      falseAlarms: idsOf(jobs, ({ outcome, hasHigh }) => outcome === 'success' && hasHigh),
      misses: idsOf(jobs, ({ outcome, errors }) => outcome === 'failure' && errors === 0),
      verdicts: idsOf(jobs, contradicts),
      causesNotFirst: idsOf(jobs, ({ cause }) => cause?.first === false),
    },
    leftOut: {
      labelsWithoutReport: judgements.flatMap((one) => (one.kind === 'no-report' ? one.jobId : [])),
      reportsWithoutLabel: judgements.flatMap((one) => (one.kind === 'no-label' ? one.jobId : [])),
      causesWithoutLog: judgements.flatMap((one) => (one.kind === 'no-log' ? one.job.jobId : [])),
    },
  }
}

function computeFigures(jobs: readonly JudgedJob[], options: EvaluationOptions): Evaluation['figures'] {
  const figures = FIGURE_NAMES.map((name) => [name, computeFigure(jobs, MEASURES[name], options)])
  return Object.fromEntries(figures) as Evaluation['figures']
}

function computeFigure(jobs: readonly JudgedJob[], measure: Measure, options: EvaluationOptions): Figure {
  const among = jobs.filter(measure.among)
  const compute = (drawn: readonly JudgedJob[]) => measure.of(drawn, options.threshold)
  const value = compute(among)
  const figure = { value: Number.isNaN(value) ? null : value, jobs: among.length }
  if (options.intervals === 'left out') return figure
  return { ...figure, interval: bootstrapInterval(among, compute) ?? null }
}

function contradicts({ outcome, verdict }: JudgedJob): boolean {
  return (outcome === 'success' && verdict === 'failed') || (outcome === 'failure' && verdict === 'passed')
}

function idsOf(jobs: readonly JudgedJob[], isWrong: (job: JudgedJob) => boolean): readonly string[] {
  return jobs.filter(isWrong).map(({ jobId }) => jobId)
}
