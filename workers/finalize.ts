// Workers for the finalize queue, in a process of their own.

import { runWorkerProcess } from '../src/compose/worker-process.ts'

await runWorkerProcess(['finalize'])
