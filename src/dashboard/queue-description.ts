// What stands under a queue's name: what it does, and how its workers retry. The page shows with each job the options
// that its producer stored, which the workers overrule.

import type { QueueName } from '../core/queue-names.ts'
import type { RetryPolicy } from '../core/retry-policy.ts'

const PURPOSES: Readonly<Record<QueueName, string>> = {
  validation: 'Reads the log of each finished job and saves its report',
  finalize: 'Completes the report once its learnings and its message are through',
  learning: 'Writes what was learnt to the knowledge graph',
  notification: 'Tells a person when it matters',
}

export function describeQueue(name: QueueName, policy: RetryPolicy): string {
  const retries = `${renderRetryPolicy(policy)}; the options stored with a job are the producer's and do not count`
  return [PURPOSES[name], `Retries: ${retries}`].filter((sentence) => sentence !== undefined).join('. ')
}

/** `12 attempts, 2 s doubling up to 1 h`. */
export function renderRetryPolicy({ attempts, firstDelayMs, delayMsMax }: RetryPolicy): string {
  return `${attempts} attempts, ${renderDelay(firstDelayMs)} doubling up to ${renderDelay(delayMsMax)}`
}

const UNITS = [
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
] as const

/** In the largest unit that gives a whole number. */
function renderDelay(ms: number): string {
  const fitting = UNITS.find((candidate) => ms % candidate.ms === 0)
  return fitting === undefined ? `${ms} ms` : `${ms / fitting.ms} ${fitting.unit}`
}
