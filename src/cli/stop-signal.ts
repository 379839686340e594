// SIGTERM and SIGINT: the first asks to stop in good order, the second ends the process at once.

import { EXIT } from './exit-code.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

export interface StopSignal {
  /** Resolves with the first signal's name. */
  readonly received: Promise<NodeJS.Signals>
  /** Gives the signals back to Node. */
  release(): void
}

export function listenForStop(): StopSignal {
  let release = () => {}
  const received = new Promise<NodeJS.Signals>((resolve) => {
    let count = 0
    const onSignal = (signal: NodeJS.Signals) => {
      count += 1
      if (count > 1) process.exit(EXIT.infrastructure)
      resolve(signal)
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
    release = () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    }
  })
  return { received, release: () => release() }
}
