// Workers for all four queues in one process, for small set-ups.

import { runWorkerProcess } from '../src/compose/worker-process.ts'
import { loadConfig } from '../src/config/load-config.ts'
import { QUEUE_NAMES } from '../src/core/queue-names.ts'

await runWorkerProcess(loadConfig(), QUEUE_NAMES)
