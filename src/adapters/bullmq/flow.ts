// The flow of one job over the four queues: validation ‥▶ { finalize ← learning, notification }.

import type { FlowJob, Job } from 'bullmq'
import { toIdentityPayload } from '../../core/identity-payload.ts'
import type { JobIdentity } from '../../core/job-identity.ts'
import { type ChildQueueName, JOB_NAMES, type QueueName, toQueueJobId } from '../../core/queue-names.ts'
import type { ChildOutcome, Flow, HolderState } from '../../ports/flow.ts'
import { translateErrors } from './errors.ts'
import { type Retention, toJobPolicy } from './queue-policies.ts'
import type { Queues } from './queues.ts'

export function createFlow(queues: Queues, retention: Retention): Flow {
  const childOutcome = async (identity: JobIdentity, child: ChildQueueName) =>
    toChildOutcome(await queues.byName[child].getJob(toQueueJobId(child, identity)))
  return translateErrors({
    holderState: async (identity, holder) => toHolderState(await queues.byName.validation.getJob(holder), identity),
    isFannedOut: async (identity) => {
      return (await queues.byName.finalize.getJob(toQueueJobId('finalize', identity))) !== undefined
    },
    fanOut: async (identity, children) => {
      await queues.flow.add({
        ...toFlowJob('finalize', identity, retention),
        children: children.map((child) => toChildJob(child, identity, retention)),
      })
    },
    childOutcomes: async (identity) => ({
      learning: await childOutcome(identity, 'learning'),
      notification: await childOutcome(identity, 'notification'),
    }),
  })
}

function toFlowJob(queue: QueueName, identity: JobIdentity, retention: Retention): FlowJob {
  return {
    name: JOB_NAMES[queue],
    queueName: queue,
    data: toIdentityPayload(identity),
    opts: { jobId: toQueueJobId(queue, identity), ...toJobPolicy(queue, retention) },
  }
}

/** A child's failure is shown in the report and stays retryable; it never fails its parent. */
function toChildJob(child: ChildQueueName, identity: JobIdentity, retention: Retention): FlowJob {
  const job = toFlowJob(child, identity, retention)
  return { ...job, opts: { ...job.opts, ignoreDependencyOnFailure: true } }
}

/** Producers and BullMQ's counter use ids again once a job is removed. */
function toHolderState(job: Job | undefined, identity: JobIdentity): HolderState {
  if (job === undefined || !isMessageOf(job, identity)) return 'gone'
  return isFailed(job) ? 'failed' : 'live'
}

export function isMessageOf(job: Job, identity: JobIdentity): boolean {
  const data = job.data as { job_id?: unknown; run_attempt?: unknown } | null
  return data?.job_id === identity.jobId && (data.run_attempt ?? 1) === identity.runAttempt
}

/** Makes a finished job wait again, with fresh attempts; false when somebody else was quicker. */
export async function retryFinished(job: Job): Promise<boolean> {
  const state = isCompleted(job) ? 'completed' : 'failed'
  try {
    await job.retry(state, { resetAttemptsMade: true })
    return true
  } catch (error) {
    if ((await job.getState()) === state) throw error
    return false
  }
}

/**
 * Whether a job failed for good. `attemptsMade >= attempts` would miss failures that are final at once, and the
 * reason of an earlier failure stays on a job that succeeded later; only a success has a return value.
 */
export function isFailed(job: Job): boolean {
  return typeof job.finishedOn === 'number' && !isCompleted(job)
}

export function isCompleted(job: Job): boolean {
  return typeof job.finishedOn === 'number' && job.returnvalue !== null && job.returnvalue !== undefined
}

function toChildOutcome(job: Job | undefined): ChildOutcome {
  if (job === undefined) return { kind: 'none' }
  if (isFailed(job)) return { kind: 'failed', reason: job.failedReason }
  if (isCompleted(job)) return { kind: 'done', value: job.returnvalue as unknown }
  return { kind: 'pending' }
}
