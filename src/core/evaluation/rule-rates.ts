// How often each rule hits jobs that were fine, and jobs that were not.

import type { JudgedJob } from './judgement.ts'

/**
 * A rule that hits more of the successful jobs is bad. elastic-recheck's rule of thumb, from the guidelines for queries
 * in its README: https://docs.openstack.org/infra/elastic-recheck/readme.html
 */
export const NOISY_SHARE = 0.1

export interface RuleRate {
  readonly rule: string
  /** Jobs it hit, however often. */
  readonly successes: number
  readonly failures: number
  /** Shares of all successful and of all failed jobs; null where there are none. */
  readonly rateOnSuccess: number | null
  readonly rateOnFailure: number | null
}

/** The noisiest first: those that hit most successful jobs, and among equals fewest failed ones. */
export function rateRules(jobs: readonly JudgedJob[]): readonly RuleRate[] {
  const successful = jobs.filter(({ outcome }) => outcome === 'success')
  const failed = jobs.filter(({ outcome }) => outcome === 'failure')
  const onSuccess = countRules(successful)
  const onFailure = countRules(failed)
  return [...new Set([...onSuccess.keys(), ...onFailure.keys()])]
    .map((rule) => {
      const successes = onSuccess.get(rule) ?? 0
      const failures = onFailure.get(rule) ?? 0
      const rateOnSuccess = rate(successes, successful.length)
      return { rule, successes, failures, rateOnSuccess, rateOnFailure: rate(failures, failed.length) }
    })
    .sort((a, b) => b.successes - a.successes || a.failures - b.failures || (a.rule < b.rule ? -1 : 1))
}

export function isNoisy({ rateOnSuccess }: RuleRate): boolean {
  return rateOnSuccess !== null && rateOnSuccess > NOISY_SHARE
}

function countRules(jobs: readonly JudgedJob[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const rule of jobs.flatMap(({ rules }) => rules)) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

function rate(hits: number, jobs: number): number | null {
  return jobs === 0 ? null : hits / jobs
}
