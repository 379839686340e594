// Sends job-completed messages and follows what becomes of them.

import type { JobIdentity } from '../core/job-identity.ts'

export interface Producer {
  /**
   * Enqueues one message, parsed first (`message.invalid`). A job whose message is known already is not sent twice,
   * and is then not new; one that failed for good is tried again.
   */
  submit(data: Record<string, unknown>): Promise<Submitted>
  progress(identity: JobIdentity): Promise<JobProgress>
  /** What the job's message said; undefined when the queue does not know any more. Throws `queue.job_active`. */
  recall(identity: JobIdentity): Promise<Readonly<Record<string, unknown>> | undefined>
  /**
   * Removes the flow of a job that is through and runs its message again, which then says `data`; sends one where the
   * queue does not know it any more. Throws `message.invalid` and `queue.job_active`.
   */
  submitAgain(data: Record<string, unknown>): Promise<{ readonly bullmqId: string }>
}

export interface Submitted {
  readonly bullmqId: string
  readonly isNew: boolean
}

export type JobProgress =
  | { readonly kind: 'working' }
  | { readonly kind: 'finalized' }
  | { readonly kind: 'failed'; readonly reason: string }
