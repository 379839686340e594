// How a command tells its end.

import type { ExitCode } from '../core/exit-code.ts'

/** Called with what the process should end with once an action is over. */
export type Finish = (code: ExitCode) => void
