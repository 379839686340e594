// Workers for the notification queue, in a process of their own.

import { runWorkerProcess } from '../src/compose/worker-process.ts'
import { loadConfig } from '../src/config/load-config.ts'

await runWorkerProcess(loadConfig(), ['notification'])
