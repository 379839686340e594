// A progress bar on stderr, where that is a terminal; elsewhere nothing.

import { SingleBar } from 'cli-progress'

export interface Progress {
  /** One more is done. */
  tick(): void
  /** Makes room for a line of output; the bar comes back with the next tick. */
  clear(): void
  stop(): void
}

const NO_PROGRESS: Progress = { tick() {}, clear() {}, stop() {} }
const CLEAR_LINE = '\r\u001b[K'

/** `total` jobs are to be done. */
export function startProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return NO_PROGRESS
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total} jobs, {duration_formatted}, {eta_formatted} to go',
    clearOnComplete: true,
    hideCursor: true,
  })
  bar.start(total, 0)
  return {
    tick: () => bar.increment(),
    clear: () => {
      if (process.stdout.isTTY) process.stderr.write(CLEAR_LINE)
    },
    stop: () => bar.stop(),
  }
}
