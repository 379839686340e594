// The four queues and what their jobs are called. The only place that knows these names.

import { type JobIdentity, toFileName } from './job-identity.ts'

export const QUEUE_NAMES = ['validation', 'finalize', 'learning', 'notification'] as const
export type QueueName = (typeof QUEUE_NAMES)[number]

/** The queues whose jobs are children of a finalize job. */
export const CHILD_QUEUE_NAMES = ['learning', 'notification'] as const satisfies readonly QueueName[]
export type ChildQueueName = (typeof CHILD_QUEUE_NAMES)[number]

/** The BullMQ job name within each queue; `job-completed` is what producers send. */
export const JOB_NAMES = {
  validation: 'job-completed',
  finalize: 'complete-report',
  learning: 'record-learnings',
  notification: 'tell-person',
} as const satisfies Record<QueueName, string>

const ID_PREFIXES = {
  validation: 'validate',
  finalize: 'finalize',
  learning: 'learn',
  notification: 'notify',
} as const satisfies Record<QueueName, string>

/**
 * The BullMQ job id of an identity in a queue. Prefixed, since ids of digits only are refused, and free of
 * colons, since file names are. Producers of validation jobs may use any id of their own.
 */
export function toQueueJobId(queue: QueueName, identity: JobIdentity): string {
  return `${ID_PREFIXES[queue]}-${toFileName(identity)}`
}
