// Workers for the learning queue, in a process of their own.

import { runWorkerProcess } from '../src/compose/worker-process.ts'

await runWorkerProcess(['learning'])
