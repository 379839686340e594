// The reconciler: once in a while it looks for flows that got stuck or stale at a crash or an operator's hand,
// mends them, and counts and logs each repair. Only one process of the fleet does so at a time.

import { toPostflightError } from '../core/error.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { NotificationPolicy } from '../core/notification.ts'
import type { Clock } from '../ports/clock.ts'
import type { Flow } from '../ports/flow.ts'
import type { FlowRepair, RepairWindow } from '../ports/flow-repair.ts'
import type { Logger } from '../ports/logger.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { childrenOf } from './validation.ts'

export interface ReconcilePorts {
  readonly flow: Flow
  readonly repair: FlowRepair
  readonly reports: ReportStore
  readonly policy: NotificationPolicy
  readonly clock: Clock
  readonly logger: Logger
  /** How long the queue keeps finished jobs; the reconciler looks back half of that. */
  readonly retentionMs: number
}

/** How many flows were mended, by what was wrong with them. */
export interface ReconcileSummary {
  /** Parents that waited for a child which had failed for good. */
  readonly released: number
  /** Parents that waited for a child which no longer existed. */
  readonly rebuilt: number
  /** Finalized reports whose child was redriven. */
  readonly refreshed: number
  /** Validated jobs without a finalize job. */
  readonly fannedOut: number
}

/** Younger jobs may be in the middle of what they do. */
const GRACE_MS = 5_000
/** Looked at once more in the next pass, since finishing times of several machines are compared. */
const OVERLAP_MS = 60_000

export class Reconciler {
  private lookedUntilMs = 0
  private readonly ports: ReconcilePorts

  constructor(ports: ReconcilePorts) {
    this.ports = ports
  }

  /** One pass. What finished before the last pass was looked at then and is not looked at again. */
  async pass(): Promise<ReconcileSummary> {
    const nowMs = this.ports.clock.nowMs()
    const horizonMs = nowMs - this.ports.retentionMs / 2
    const recent = { fromMs: Math.max(horizonMs, this.lookedUntilMs - OVERLAP_MS), untilMs: nowMs }
    const settled = { ...recent, untilMs: nowMs - GRACE_MS }
    const summary = {
      ...(await this.mendStuckParents({ fromMs: horizonMs, untilMs: settled.untilMs })),
      refreshed: await this.refreshStaleParents(recent),
      fannedOut: await this.fanOutForgotten(settled),
    }
    this.lookedUntilMs = nowMs
    return summary
  }

  private async mendStuckParents(window: RepairWindow): Promise<{ released: number; rebuilt: number }> {
    let released = 0
    let rebuilt = 0
    for (const { identity, child, childState } of await this.ports.repair.stuckParents(window)) {
      if (childState === 'gone') {
        await this.ports.repair.dismantle(identity)
        if (await this.fanOutAgain(identity)) rebuilt += 1
      } else if (await this.ports.repair.releaseFailedChild(identity, child)) {
        released += 1
        this.log('released a report that waited for a finished child', identity)
      }
    }
    return { released, rebuilt }
  }

  private async refreshStaleParents(window: RepairWindow): Promise<number> {
    const stale = await this.ports.repair.staleParents(window)
    for (const identity of stale) {
      await this.ports.repair.refresh(identity)
      this.log('refreshed a report whose child was tried again', identity)
    }
    return stale.length
  }

  private async fanOutForgotten(window: RepairWindow): Promise<number> {
    let fannedOut = 0
    for (const identity of await this.ports.repair.unfinishedValidations(window)) {
      if (await this.fanOutAgain(identity)) fannedOut += 1
    }
    return fannedOut
  }

  private async fanOutAgain(identity: JobIdentity): Promise<boolean> {
    const report = await this.ports.reports.load(identity)
    if (report === undefined) {
      this.ports.logger.error('A validated job has neither a report nor a flow', toFields(identity))
      return false
    }
    await this.ports.flow.fanOut(identity, childrenOf(report, this.ports.policy))
    this.log('added the flow of a validated job once more', identity)
    return true
  }

  private log(repair: string, identity: JobIdentity): void {
    this.ports.logger.warn(`The reconciler ${repair}`, toFields(identity))
  }
}

function toFields(identity: JobIdentity) {
  return { job_id: identity.jobId, run_attempt: identity.runAttempt }
}

/** Runs passes every `everyMs` until stopped; a pass that fails is logged and the next one tries again. */
export function startReconciling(
  pass: () => Promise<unknown>,
  everyMs: number,
  logger: Logger,
): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const tick = async () => {
    try {
      await pass()
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
      await running
    },
  }
}
