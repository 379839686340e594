// What runs in each thread of `check`: batches of job ids come in, results go out.

import { workerData } from 'node:worker_threads'
import { serveBatches } from '../adapters/threads/checker-thread.ts'
import { createInlineChecker } from './check-inline.ts'
import type { CheckOptions } from './check-options.ts'

serveBatches(await createInlineChecker(workerData as CheckOptions, { isShared: false }))
