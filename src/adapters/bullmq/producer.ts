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
import { isCompleted, isFailed, isMessageOf, retryFinished } from './flow.ts'
import { type Retention, toJobPolicy } from './queue-policies.ts'
import { type Queues, requireId } from './queues.ts'

export function createProducer(queues: Queues, claims: Claims, retention: Retention): Producer {
  const { validation, finalize } = queues.byName
  const send = async (identity: JobIdentity, data: Record<string, unknown>) => {
    const jobId = toQueueJobId('validation', identity)
    await validation.add(JOB_NAMES.validation, cleanValue(data), { jobId, ...toJobPolicy('validation', retention) })
    return jobId
  }
  return translateErrors({
    submit: async (data) => {
      const { identity } = parseCompletionMessage(data)
      const earlier = await validation.getJob(toQueueJobId('validation', identity))
      if (earlier === undefined) return { bullmqId: await send(identity, data), isNew: true }
      if (isFailed(earlier)) return { bullmqId: await sendAgain(earlier, data), isNew: true }
      return { bullmqId: requireId(earlier.id), isNew: false }
    },
    progress: async (identity) => {
      const parent = await finalize.getJob(toQueueJobId('finalize', identity))
      if (parent !== undefined) return toProgress(parent, 'finalize')
      const [message] = await messagesOf(queues, claims, identity)
      return message === undefined ? { kind: 'working' } : toProgress(message, 'validation')
    },
    recall: async (identity) => {
      const jobs = await jobsOf(queues, claims, identity)
      requireThrough(identity, [...jobs.messages, ...jobs.flow])
      return jobs.messages[0]?.data as Record<string, unknown> | undefined
    },
    submitAgain: async (data) => {
      const { identity } = parseCompletionMessage(data)
      const jobs = await jobsOf(queues, claims, identity)
      requireThrough(identity, [...jobs.messages, ...jobs.flow])
      for (const job of jobs.flow) await job.remove({ removeChildren: false })
      const [message] = jobs.messages
      return { bullmqId: message === undefined ? await send(identity, data) : await sendAgain(message, data) }
    },
  })
}

/** A job of that id exists, so that BullMQ would ignore another: this one is told the news and runs again. */
async function sendAgain(job: Job, data: Record<string, unknown>): Promise<string> {
  await job.updateData(cleanValue(data))
  await job.updateProgress({})
  await retryFinished(job)
  return requireId(job.id)
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

interface JobsOfIdentity {
  readonly messages: readonly Job[]
  /** Finalize and its children. */
  readonly flow: readonly Job[]
}

async function jobsOf(queues: Queues, claims: Claims, identity: JobIdentity): Promise<JobsOfIdentity> {
  const names = QUEUE_NAMES.filter((name) => name !== 'validation')
  const flow = await Promise.all(names.map((name) => queues.byName[name].getJob(toQueueJobId(name, identity))))
  return { messages: await messagesOf(queues, claims, identity), flow: flow.filter((job) => job !== undefined) }
}

function requireThrough({ jobId }: JobIdentity, jobs: readonly Job[]): void {
  const active = jobs.find((job) => !isFailed(job) && !isCompleted(job))
  if (active === undefined) return
  const expected = `Expected job ${JSON.stringify(jobId)} to be through`
  throw new PostflightError('queue.job_active', `${expected}, got ${requireId(active.id)} still at work`)
}
