// The reconciler's passes on a timer, in one process of the fleet at a time.

import { toPostflightError } from '../core/error.ts'
import type { Lease } from '../ports/lease.ts'
import type { Logger } from '../ports/logger.ts'
import type { Reconciler } from '../stages/reconcile.ts'

export interface ReconcilingOptions {
  readonly reconciler: Pick<Reconciler, 'pass'>
  readonly lease: Lease
  readonly everyMs: number
  readonly logger: Logger
}

/** A little less than the interval, so that timers that drift apart do not skip a turn. */
const LEASE_SHARE = 0.9

/** Until stopped; a pass that fails is logged and the next one tries again. */
export function startReconciling({ reconciler, lease, everyMs, logger }: ReconcilingOptions): {
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const tick = async () => {
    if (stopping.signal.aborted) return
    try {
      if (await lease.acquire('reconciler', Math.floor(everyMs * LEASE_SHARE))) await reconciler.pass(stopping.signal)
    } catch (error) {
      logger.warn('The reconciler could not finish its pass', { error: toPostflightError(error).message })
    }
  }
  const timer = setInterval(() => {
    running = running.then(tick)
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await running
    },
  }
}
