// The operator's view of the queues.

import type { Job, Queue } from 'bullmq'
import { QUEUE_NAMES, type QueueName } from '../../core/queue-names.ts'
import type { FailedJob, QueueAdmin, QueueStatus, RetryResult } from '../../ports/queue-admin.ts'
import { translateErrors } from './errors.ts'
import { retryFinished } from './flow.ts'
import { heldForMs, type Queues, requireId } from './queues.ts'

/** Failed jobs fetched at once by a redrive of all. */
const PAGE_JOBS = 500

export function createQueueAdmin(queues: Queues): QueueAdmin {
  return translateErrors({
    status: () => Promise.all(QUEUE_NAMES.map((name) => toStatus(name, queues.byName[name]))),
    failed: async (name, limit) => {
      const jobs = await queues.byName[name].getFailed(0, limit - 1)
      return jobs.map((job) => toFailedJob(name, job))
    },
    retry: (name, jobIds) => redrive(queues.byName[name], jobIds),
  })
}

async function toStatus(queue: QueueName, source: Queue): Promise<QueueStatus> {
  const counts = await source.getJobCounts()
  const [oldest] = await source.getJobs(['waiting', 'prioritized'], 0, 0, true)
  return {
    queue,
    waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
    active: counts['active'] ?? 0,
    delayed: counts['delayed'] ?? 0,
    failed: counts['failed'] ?? 0,
    completed: counts['completed'] ?? 0,
    waitingChildren: counts['waiting-children'] ?? 0,
    oldestWaitingMs: oldest === undefined ? null : Math.max(0, Date.now() - oldest.timestamp),
    workers: await source.getWorkersCount(),
    heldForMs: await heldForMs(source),
  }
}

function toFailedJob(queue: QueueName, job: Job): FailedJob {
  const data: unknown = job.data
  return {
    queue,
    id: requireId(job.id),
    jobId: readField(data, 'job_id') ?? '(no job_id)',
    runAttempt: Math.max(1, Math.trunc(Number(readField(data, 'run_attempt')))) || 1,
    failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
    attempts: job.attemptsMade,
    reason: job.failedReason,
  }
}

/** A message that did not parse may hold anything, or nothing. */
function readField(data: unknown, field: string): string | null {
  if (typeof data !== 'object' || data === null) return null
  const value = (data as Record<string, unknown>)[field]
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function redrive(queue: Queue, wanted: readonly string[] | 'all'): Promise<RetryResult> {
  const retried: string[] = []
  const found = new Set<string>()
  for (const job of await allFailed(queue)) {
    const id = requireId(job.id)
    const names = [id, readField(job.data, 'job_id') ?? id]
    if (wanted !== 'all' && !names.some((name) => wanted.includes(name))) continue
    for (const name of names) found.add(name)
    if (await retryFinished(job)) retried.push(names[1] ?? id)
  }
  return { retried, unknown: wanted === 'all' ? [] : wanted.filter((name) => !found.has(name)) }
}

/** Fetched before the first is redriven: a redriven job that fails again at once must not be met twice. */
async function allFailed(queue: Queue): Promise<Job[]> {
  const jobs: Job[] = []
  for (let start = 0; ; start += PAGE_JOBS) {
    const page = await queue.getFailed(start, start + PAGE_JOBS - 1)
    jobs.push(...page)
    if (page.length < PAGE_JOBS) return jobs
  }
}
