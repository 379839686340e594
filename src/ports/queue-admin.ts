// What an operator asks of the queues: how they stand, what failed for good, and to try that again.

import type { QueueName } from '../core/queue-names.ts'

export interface QueueAdmin {
  /** One entry per queue, in the order of QUEUE_NAMES. */
  status(): Promise<readonly QueueStatus[]>
  /** Newest first. */
  failed(queue: QueueName, limit: number): Promise<readonly FailedJob[]>
  /** Puts failed jobs back to waiting with fresh attempts. `unknown` names those that are not failed here. */
  retry(queue: QueueName, jobIds: readonly string[] | 'all'): Promise<RetryResult>
}

export interface QueueStatus {
  readonly queue: QueueName
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  readonly completed: number
  /** Parents that wait for their children. */
  readonly waitingChildren: number
  /** Age of the oldest waiting job in milliseconds; null when none waits. */
  readonly oldestWaitingMs: number | null
  readonly workers: number
  /** Milliseconds for which no job of this queue starts: a service is away, or asked to slow down. 0 when free. */
  readonly heldForMs: number
}

export interface FailedJob {
  readonly queue: QueueName
  /** The queue's own id of the job. */
  readonly id: string
  readonly jobId: string
  readonly runAttempt: number
  /** ISO 8601. */
  readonly failedAt: string
  readonly attempts: number
  readonly reason: string
}

export interface RetryResult {
  readonly retried: readonly string[]
  readonly unknown: readonly string[]
}
