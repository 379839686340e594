// Commands that work themselves, where no workers run of their own accord: beside what they wait for, workers for all
// queues run in this process, until it is done or somebody stops it.

import { listenForStop, type StopSignal } from '../compose/stop-signal.ts'
import type { Runtime } from '../compose.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import { QUEUE_NAMES } from '../core/queue-names.ts'
import { printNote } from './output.ts'

type Work = () => Promise<ExitCode>

/** The work's exit code; 3 when it was stopped, or when a running job had to be left. A second signal ends at once. */
export async function withWorkers(runtime: Runtime, work: Work): Promise<ExitCode> {
  const stop = listenForStop()
  const workers = await runtime.startWorkers(QUEUE_NAMES)
  let isDrained = false
  let code: ExitCode
  try {
    code = await raceStop(work(), stop)
  } finally {
    isDrained = await workers.drain()
    if (!isDrained) printNote('Some jobs did not finish in time and were left; `postflight worker` goes on with them.')
    stop.release()
  }
  return isDrained ? code : EXIT.infrastructure
}

/** The work's exit code, or 3 as soon as SIGTERM or Ctrl-C comes. */
export async function untilStopped(work: Work): Promise<ExitCode> {
  const stop = listenForStop()
  try {
    return await raceStop(work(), stop)
  } finally {
    stop.release()
  }
}

async function raceStop(work: Promise<ExitCode>, stop: StopSignal): Promise<ExitCode> {
  const outcome = await Promise.race([work, stop.received])
  if (typeof outcome !== 'string') return outcome
  printNote(`${outcome}: stopping; jobs that are not through go on with the next \`postflight worker\`.`)
  return EXIT.infrastructure
}
