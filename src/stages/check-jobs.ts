// `check`: job ids go in, results come out in the same order, while all lanes of the checker are kept busy.

import { PostflightError } from '../core/error.ts'
import type { Analysis } from '../core/report.ts'
import type { CheckedJob, JobChecker } from '../ports/job-checker.ts'

/** Jobs handed over at once: enough that handing over costs nothing, few enough that the lanes end together. */
const BATCH_JOBS_MAX = 16
const BATCHES_PER_LANE_LEFT = 4

/** Throws `report.store_failed`; whatever a job's folder holds or is called ends up in its analysis. */
export async function* checkJobs(checker: JobChecker, jobIds: readonly string[]): AsyncGenerator<Analysis> {
  const running: Promise<readonly CheckedJob[]>[] = []
  let next = 0
  const start = () => {
    const batch = jobIds.slice(next, next + batchJobs(jobIds.length - next, checker.lanes))
    next += batch.length
    const results = checker.check(batch)
    // Awaited below, in order; until then a failure is no unhandled one.
    results.catch(() => {})
    running.push(results)
  }
  while (next < jobIds.length || running.length > 0) {
    while (next < jobIds.length && running.length < checker.lanes * BATCHES_IN_SIGHT) start()
    for (const checked of (await running.shift()) ?? []) yield toAnalysis(checked)
  }
}

/** Batches begun ahead of the one whose results are due, so that one slow job holds up no other lane for long. */
const BATCHES_IN_SIGHT = 16

function batchJobs(left: number, lanes: number): number {
  return Math.max(1, Math.min(BATCH_JOBS_MAX, Math.ceil(left / (lanes * BATCHES_PER_LANE_LEFT))))
}

function toAnalysis(checked: CheckedJob): Analysis {
  if (checked.kind === 'analysed') return checked.analysis
  throw new PostflightError(checked.code, checked.message)
}
