// The statistics of an evaluation. NaN where there is nothing to compute one from.

import { countBelow, countUpTo } from './bisect.ts'
import type { JudgedJob } from './judgement.ts'

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function share(jobs: readonly JudgedJob[], holds: (job: JudgedJob) => boolean): number {
  return jobs.filter(holds).length / jobs.length
}

/** How likely a successful job scores above a failed one; a tie counts half. */
export function areaUnderCurve(jobs: readonly JudgedJob[]): number {
  const successes = scoresOf(jobs, 'success')
  const failures = scoresOf(jobs, 'failure').sort()
  let above = 0
  for (const score of successes) {
    const below = countBelow(failures, score)
    above += below + (countUpTo(failures, score) - below) / 2
  }
  return above / (successes.length * failures.length)
}

function scoresOf(jobs: readonly JudgedJob[], outcome: 'success' | 'failure'): Float64Array {
  return Float64Array.from(jobs.filter((job) => job.outcome === outcome).map(({ score }) => score))
}

export interface Detection {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** How well “its score is below the threshold” finds the failed jobs. */
export function detectFailures(jobs: readonly JudgedJob[], threshold: number): Detection {
  let found = 0
  let wronglyFound = 0
  let overlooked = 0
  for (const { outcome, score } of jobs) {
    const isFound = score < threshold
    if (isFound && outcome === 'failure') found += 1
    if (isFound && outcome === 'success') wronglyFound += 1
    if (!isFound && outcome === 'failure') overlooked += 1
  }
  return {
    precision: found / (found + wronglyFound),
    recall: found / (found + overlooked),
    f1: (2 * found) / (2 * found + wronglyFound + overlooked),
  }
}

/** The upper one of the two in the middle where their number is even. */
export function upperMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
