// The `postflight` command. What it is made of is loaded after the heap was told to stay small.

import { endProcess } from '../compose/end-process.ts'
import { keepHeapSmall } from './v8-flags.ts'

keepHeapSmall()
const { runCommandLine } = await import('./command-line.ts')
endProcess(await runCommandLine(process.argv))
