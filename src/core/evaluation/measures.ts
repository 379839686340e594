// Every figure of an evaluation, in the order in which people read them: the jobs it is computed from and what it
// makes of them. docs/eval.md says in words what stands here.

import type { JudgedJob } from './judgement.ts'
import type { Cause } from './localisation.ts'
import { areaUnderCurve, detectFailures, mean, share, upperMedian } from './statistics.ts'

export interface Measure {
  /** Whether a job counts. */
  readonly among: (job: JudgedJob) => boolean
  /** NaN where these jobs say nothing. */
  readonly of: (jobs: readonly JudgedJob[], threshold: number) => number
}

const isSuccess = ({ outcome }: JudgedJob) => outcome === 'success'
const isFailure = ({ outcome }: JudgedJob) => outcome === 'failure'
const isJudged = ({ outcome }: JudgedJob) => outcome !== null
const hasExitCode = ({ exitCode }: JudgedJob) => exitCode.label !== undefined
const hasCause = ({ cause }: JudgedJob) => cause !== undefined

export const MEASURES = {
  auc: { among: isJudged, of: areaUnderCurve },
  meanScoreOnSuccess: { among: isSuccess, of: meanScore },
  meanScoreOnFailure: { among: isFailure, of: meanScore },
  precision: { among: isJudged, of: (jobs, threshold) => detectFailures(jobs, threshold).precision },
  recall: { among: isJudged, of: (jobs, threshold) => detectFailures(jobs, threshold).recall },
  f1: { among: isJudged, of: (jobs, threshold) => detectFailures(jobs, threshold).f1 },
  /** What calling every job failed would reach. */
  f1OfAllFailed: { among: isJudged, of: (jobs) => detectFailures(jobs, Number.POSITIVE_INFINITY).f1 },
  falseAlarm: { among: isSuccess, of: (jobs) => share(jobs, ({ hasHigh }) => hasHigh) },
  anyErrorOnSuccess: { among: isSuccess, of: (jobs) => share(jobs, ({ errors }) => errors > 0) },
  miss: { among: isFailure, of: (jobs) => share(jobs, ({ errors }) => errors === 0) },
  noHighOnFailure: { among: isFailure, of: (jobs) => share(jobs, ({ hasHigh }) => !hasHigh) },
  exitCodeRight: { among: hasExitCode, of: (jobs) => share(jobs, (job) => exitCodeOf(job) === 'right') },
  exitCodeWrong: { among: hasExitCode, of: (jobs) => share(jobs, (job) => exitCodeOf(job) === 'wrong') },
  exitCodeAbsent: { among: hasExitCode, of: (jobs) => share(jobs, (job) => exitCodeOf(job) === 'absent') },
  causeLocated: { among: hasCause, of: (jobs) => share(jobs, ({ cause }) => cause?.located === true) },
  causeFirst: { among: hasCause, of: (jobs) => share(jobs, ({ cause }) => cause?.first === true) },
  contextPrecision: { among: hasCause, of: contextPrecision },
  spanShare: { among: hasCause, of: (jobs) => upperMedian(causesOf(jobs).map(({ spanShare }) => spanShare)) },
} as const satisfies Record<string, Measure>

export type FigureName = keyof typeof MEASURES
export const FIGURE_NAMES = Object.keys(MEASURES) as readonly FigureName[]

function meanScore(jobs: readonly JudgedJob[]): number {
  return mean(jobs.map(({ score }) => score))
}

function exitCodeOf({ exitCode }: JudgedJob): 'right' | 'wrong' | 'absent' {
  if (exitCode.report === null) return 'absent'
  return Number(exitCode.report) === exitCode.label ? 'right' : 'wrong'
}

function causesOf(jobs: readonly JudgedJob[]): readonly Cause[] {
  return jobs.flatMap(({ cause }) => cause ?? [])
}

/** Over all errors of these jobs, not the mean over jobs. */
function contextPrecision(jobs: readonly JudgedJob[]): number {
  const causes = causesOf(jobs)
  const inside = causes.reduce((sum, { errorsInside }) => sum + errorsInside, 0)
  return inside / causes.reduce((sum, { errors }) => sum + errors, 0)
}
