// Each queue's own way of retrying, locking and keeping jobs. It holds whatever options a producer set: the
// worker puts it on every job before the job runs.

import type { KeepJobs } from 'bullmq'
import type { QueueName } from '../../core/queue-names.ts'
import type { RetryPolicy } from '../../core/retry-policy.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

export const RETRY_POLICIES = {
  // Half an hour in all: a full disk or a stuck file server must not cost a report.
  validation: { attempts: 12, firstDelayMs: SECOND_MS, delayMsMax: 5 * MINUTE_MS },
  // An operator's retry of a child while its parent runs costs the parent an attempt: many, and far apart.
  finalize: { attempts: 20, firstDelayMs: SECOND_MS, delayMsMax: 5 * MINUTE_MS },
  learning: { attempts: 12, firstDelayMs: 2 * SECOND_MS, delayMsMax: 60 * MINUTE_MS },
  notification: { attempts: 8, firstDelayMs: 2 * SECOND_MS, delayMsMax: 10 * MINUTE_MS },
} as const satisfies Record<QueueName, RetryPolicy>

/** Two worker deaths must not fail a job for good, as BullMQ's default of 1 would have it. */
export const STALLS_MAX = 10
/** Longer than any pause of a worker's event loop: a lost lock means that a job runs twice. */
export const LOCK_MS = 60 * SECOND_MS
/** How often a worker looks for jobs whose worker died. */
export const STALL_CHECK_MS = 15 * SECOND_MS

/** The name under which workers find our backoff; BullMQ's own has no upper bound. */
export const BACKOFF_TYPE = 'capped'

export interface Retention {
  readonly ageMs: number
  readonly count: number
}

/** BullMQ's options for a job: how it is retried, and how long it is kept once it is finished. */
export interface JobPolicy {
  readonly attempts: number
  readonly backoff: { readonly type: typeof BACKOFF_TYPE }
  readonly removeOnComplete: KeepJobs
  readonly removeOnFail: KeepJobs
}

/** Finalize is kept longest: the guard against a second fan-out is that it exists. */
const FINALIZE_RETENTION_FACTOR = 2

export function toJobPolicy(queue: QueueName, retention: Retention): JobPolicy {
  const factor = queue === 'finalize' ? FINALIZE_RETENTION_FACTOR : 1
  const keep = { age: (retention.ageMs / SECOND_MS) * factor, count: retention.count * factor }
  return {
    attempts: RETRY_POLICIES[queue].attempts,
    backoff: { type: BACKOFF_TYPE },
    removeOnComplete: keep,
    removeOnFail: keep,
  }
}
