// SIGTERM and SIGINT: the first asks to stop in good order, the second ends the process at once.

import { EXIT } from '../core/exit-code.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

export interface StopSignal {
  /** Resolves with the first signal's name. */
  readonly received: Promise<NodeJS.Signals>
  /** Aborted by the first signal. */
  readonly aborts: AbortSignal
  /** Gives the signals back to Node. */
  release(): void
}

export function listenForStop(): StopSignal {
  const controller = new AbortController()
  const { promise: received, resolve } = promiseOfSignal()
  const onSignal = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(EXIT.infrastructure)
    controller.abort()
    resolve(signal)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    received,
    aborts: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    },
  }
}

function promiseOfSignal() {
  let resolve: (signal: NodeJS.Signals) => void = () => undefined
  const promise = new Promise<NodeJS.Signals>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
