// The thread's side of the checker pool.

import { parentPort } from 'node:worker_threads'
import type { JobChecker } from '../../ports/job-checker.ts'
import { toMessage } from './checker-messages.ts'

/** Answers each batch of job ids with its results, one batch after the other. */
export function serveBatches(checker: JobChecker): void {
  parentPort?.on('message', (jobIds: readonly string[]) => {
    void checker.check(jobIds).then((checked) => parentPort?.postMessage(checked.map(toMessage)))
  })
}
