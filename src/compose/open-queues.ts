// Opens the queues on their backend.

import { openQueues, type Queues } from '../adapters/bullmq/queues.ts'
import { PostflightError } from '../core/error.ts'
import { type Backend, type BackendOptions, onceAborted, patienceOf } from './backend.ts'

/**
 * Usable once it resolves: BullMQ never repairs a queue that could not start. Throws `queue.unavailable`; what was
 * opened until then is left to `closing`.
 */
export async function openReadyQueues(backend: Backend, options: BackendOptions): Promise<Queues> {
  const queues = openQueues(backend.queueConnection, options.logger)
  options.closing.add({ name: 'the queues', close: () => queues.close() })
  const outcome = await Promise.race([queues.ready(), onceAborted(patienceOf(options))])
  if (outcome !== 'aborted') return queues
  throw new PostflightError('queue.unavailable', 'Expected the queue to answer, got nothing')
}
