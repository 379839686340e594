// What a stage returns: one value that says what should become of its job. One adapter turns it into the
// queue's own return, throw or delay, so that stages know nothing of the queue.

import { type PostflightError, toPostflightError } from './error.ts'

/**
 * - `done`: finished, `value` is kept as the job's result.
 * - `retry`: failed for now; counted as an attempt, backs off by the queue's policy.
 * - `later`: not yet possible and nobody's fault; not counted. `holds: 'queue'` also keeps the queue's other
 *   jobs from starting for `delayMs` (a service is away, or told us to slow down).
 * - `drop`: a duplicate or obsolete message; a quiet success.
 * - `fail`: cannot succeed however often it is tried; goes to the failed set at once.
 */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'retry'; readonly cause: PostflightError }
  | { readonly kind: 'later'; readonly delayMs: number; readonly reason: string; readonly holds: 'job' | 'queue' }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'fail'; readonly cause: PostflightError }

export const done = <Value>(value: Value): Outcome<Value> => ({ kind: 'done', value })
export const retry = (cause: PostflightError): Outcome<never> => ({ kind: 'retry', cause })
export const drop = (reason: string): Outcome<never> => ({ kind: 'drop', reason })
export const fail = (cause: PostflightError): Outcome<never> => ({ kind: 'fail', cause })

/** What a thrown value means for the job: another try where that may help, else the end. */
export function toFailure(thrown: unknown): Outcome<never> {
  const cause = toPostflightError(thrown)
  return cause.retryable ? retry(cause) : fail(cause)
}

/** This job waits `delayMs` milliseconds; the others of its queue go on. */
export const later = (delayMs: number, reason: string): Outcome<never> => ({
  kind: 'later',
  delayMs,
  reason,
  holds: 'job',
})

/** No job of this queue starts for `delayMs` milliseconds, on any machine. */
export const holdQueue = (delayMs: number, reason: string): Outcome<never> => ({
  kind: 'later',
  delayMs,
  reason,
  holds: 'queue',
})
