// Sends job-completed messages and follows what becomes of them.

import type { JobIdentity } from '../core/job-identity.ts'

export interface Producer {
  /**
   * Enqueues one message, parsed first (`message.invalid`). A job whose message is known already is not sent
   * twice; one that failed for good is tried again.
   */
  submit(data: Record<string, unknown>): Promise<{ readonly bullmqId: string }>
  progress(identity: JobIdentity): Promise<JobProgress>
  /**
   * Removes every job of this identity, so that it can be sent anew, and returns what its message said; undefined
   * when the queue does not know any more. Throws `queue.job_active`.
   */
  forget(identity: JobIdentity): Promise<Readonly<Record<string, unknown>> | undefined>
}

export type JobProgress =
  | { readonly kind: 'working' }
  | { readonly kind: 'finalized' }
  | { readonly kind: 'failed'; readonly reason: string }
