// Workers for all four queues in one process, for small set-ups.

import { runWorkerProcess } from '../src/compose/worker-process.ts'
import { QUEUE_NAMES } from '../src/core/queue-names.ts'

await runWorkerProcess(QUEUE_NAMES)
