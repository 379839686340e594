// Which reports are rechecked. A job's folder holds the log of its last attempt, so that earlier attempts have none.

import { type JobIdentity, toFileName } from '../job-identity.ts'

export type RecheckTarget =
  /** A report by its name in the store; `laterAttempt` is the last one where this is not it. */
  | { readonly kind: 'report'; readonly name: string; readonly laterAttempt?: number }
  | { readonly kind: 'no-report'; readonly jobId: string }

/** Every report that there is, by name. */
export function targetAll(names: readonly string[]): readonly RecheckTarget[] {
  return [...groupByJob(names).values()].flatMap(toTargets)
}

/** The reports of these jobs, with all of their attempts, in the order of the jobs. */
export function targetJobs(names: readonly string[], jobIds: readonly string[]): readonly RecheckTarget[] {
  const byJob = groupByJob(names)
  return [...new Set(jobIds)].flatMap((jobId): readonly RecheckTarget[] => {
    const attempts = byJob.get(toFileName(firstAttempt(jobId)))
    return attempts === undefined ? [{ kind: 'no-report', jobId }] : toTargets(attempts)
  })
}

function firstAttempt(jobId: string): JobIdentity {
  return { jobId, runAttempt: 1 }
}

interface Attempt {
  readonly name: string
  readonly runAttempt: number
}

function groupByJob(names: readonly string[]): ReadonlyMap<string, readonly Attempt[]> {
  const byJob = new Map<string, Attempt[]>()
  for (const name of [...names].sort()) {
    const [, first = name, attempt = '1'] = LATER_ATTEMPT.exec(name) ?? []
    const attempts = byJob.get(first) ?? []
    attempts.push({ name, runAttempt: Number(attempt) })
    byJob.set(first, attempts)
  }
  return byJob
}

/** As toFileName ends the names of later attempts; no other name has such an end. */
const LATER_ATTEMPT = /^(.+)~r(\d+)$/

function toTargets(attempts: readonly Attempt[]): readonly RecheckTarget[] {
  const last = Math.max(...attempts.map(({ runAttempt }) => runAttempt))
  const inOrder = [...attempts].sort((one, other) => one.runAttempt - other.runAttempt)
  return inOrder.map(({ name, runAttempt }) =>
    runAttempt === last ? { kind: 'report', name } : { kind: 'report', name, laterAttempt: last },
  )
}
