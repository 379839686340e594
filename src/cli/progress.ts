// A progress bar on stderr, where that is a terminal; elsewhere nothing. While the bar stands on the same terminal
// as the results, these are held back: a bar that scrolls away with every line helps nobody.

import { SingleBar } from 'cli-progress'
import { printResult } from './output.ts'

export interface Progress {
  /** One more is done. */
  tick(): void
  /** Prints a result, now or when the bar is gone. */
  print(text: string): void
  stop(): void
}

const NO_PROGRESS: Progress = { tick() {}, print: printResult, stop() {} }

/** `total` jobs are to be done. */
export function startProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) return NO_PROGRESS
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total} jobs, {eta_formatted} to go',
    clearOnComplete: true,
    hideCursor: true,
  })
  const held: string[] = []
  bar.start(total, 0)
  return {
    tick: () => bar.increment(),
    print: (text) => {
      if (process.stdout.isTTY) held.push(text)
      else printResult(text)
    },
    stop: () => {
      bar.stop()
      for (const text of held) printResult(text)
    },
  }
}
