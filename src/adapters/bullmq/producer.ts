// Sends job-completed messages as our own producers do, and follows what becomes of them.

import type { Job } from 'bullmq'
import { cleanValue } from '../../core/clean-text.ts'
import { parseCompletionMessage } from '../../core/completion-message.ts'
import { PostflightError } from '../../core/error.ts'
import type { JobIdentity } from '../../core/job-identity.ts'
import { JOB_NAMES, QUEUE_NAMES, toQueueJobId } from '../../core/queue-names.ts'
import type { Claims } from '../../ports/claims.ts'
import type { JobProgress, Producer } from '../../ports/producer.ts'
import { translateErrors } from './errors.ts'
import { isCompleted, isFailed, isMessageOf, retryFailed } from './flow.ts'
import { type Retention, toJobPolicy } from './queue-policies.ts'
import { type Queues, requireId } from './queues.ts'

export function createProducer(queues: Queues, claims: Claims, retention: Retention): Producer {
  const { validation, finalize } = queues.byName
  return translateErrors({
    submit: async (data) => {
      const { identity } = parseCompletionMessage(data)
      const jobId = toQueueJobId('validation', identity)
      const earlier = await validation.getJob(jobId)
      if (earlier !== undefined && isFailed(earlier)) await sendAgain(earlier, data)
      else
        await validation.add(JOB_NAMES.validation, cleanValue(data), { jobId, ...toJobPolicy('validation', retention) })
      return { bullmqId: jobId }
    },
    progress: async (identity) => {
      const parent = await finalize.getJob(toQueueJobId('finalize', identity))
      if (parent !== undefined) return toProgress(parent, 'finalize')
      const [message] = await messagesOf(queues, claims, identity)
      return message === undefined ? { kind: 'working' } : toProgress(message, 'validation')
    },
    forget: async (identity) => {
      const jobs = await jobsOf(queues, claims, identity)
      for (const job of jobs) if (!isFailed(job) && !isCompleted(job)) throw inFlight(identity, job)
      for (const job of jobs) await job.remove({ removeChildren: false })
      return jobs.find((job) => job.queueName === 'validation')?.data as Record<string, unknown> | undefined
    },
  })
}

/** A job of that id exists, so that BullMQ would ignore another: the failed one is told the news and runs again. */
async function sendAgain(job: Job, data: Record<string, unknown>): Promise<void> {
  await job.updateData(cleanValue(data))
  await job.updateProgress({})
  await retryFailed(job)
}

/** A validation job that is through has its flow before it, a finalize job behind it. */
function toProgress(job: Job, queue: 'validation' | 'finalize'): JobProgress {
  if (queue === 'finalize' && isCompleted(job)) return { kind: 'finalized' }
  return isFailed(job) ? { kind: 'failed', reason: job.failedReason } : { kind: 'working' }
}

/** The message that holds the claim, under whatever id its producer chose, before our own. */
async function messagesOf(queues: Queues, claims: Claims, identity: JobIdentity): Promise<Job[]> {
  const ids = [await claims.holderOf(identity), toQueueJobId('validation', identity)].filter((id) => id !== undefined)
  const jobs = await Promise.all([...new Set(ids)].map((id) => queues.byName.validation.getJob(id)))
  return jobs.filter((job) => job !== undefined).filter((job) => isMessageOf(job, identity))
}

async function jobsOf(queues: Queues, claims: Claims, identity: JobIdentity): Promise<Job[]> {
  const flow = QUEUE_NAMES.filter((name) => name !== 'validation')
  const jobs = await Promise.all(flow.map((name) => queues.byName[name].getJob(toQueueJobId(name, identity))))
  return [...(await messagesOf(queues, claims, identity)), ...jobs.filter((job) => job !== undefined)]
}

function inFlight(identity: JobIdentity, job: Job): PostflightError {
  const name = JSON.stringify(identity.jobId)
  return new PostflightError(
    'queue.job_active',
    `Expected job ${name} to be through, got ${requireId(job.id)} still at work`,
  )
}
