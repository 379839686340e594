// The reconciler: once in a while it looks for flows that got stuck or stale at a crash or an operator's hand,
// mends them, and counts and logs each repair. Only one process of the fleet does so at a time.

import { childrenOf } from '../core/children.ts'
import { toPostflightError } from '../core/error.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { NotificationPolicy } from '../core/notification.ts'
import { NO_REPAIRS, type Repair, type RepairCounts } from '../core/repairs.ts'
import type { Clock } from '../ports/clock.ts'
import type { Flow } from '../ports/flow.ts'
import type { FlowRepair, RepairWindow, StuckParent } from '../ports/flow-repair.ts'
import type { Logger } from '../ports/logger.ts'
import type { RepairTally } from '../ports/repair-tally.ts'
import type { ReportStore } from '../ports/report-store.ts'

export interface ReconcilePorts {
  readonly flow: Flow
  readonly repair: FlowRepair
  readonly reports: ReportStore
  readonly tally: RepairTally
  readonly policy: NotificationPolicy
  readonly clock: Clock
  readonly logger: Logger
  /** How long the queue keeps finished jobs; the reconciler looks back half of that. */
  readonly retentionMs: number
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
  async pass(): Promise<RepairCounts> {
    const { repair, clock, tally, retentionMs } = this.ports
    const nowMs = clock.nowMs()
    const horizonMs = nowMs - retentionMs / 2
    const recent = { fromMs: Math.max(horizonMs, this.lookedUntilMs - OVERLAP_MS), untilMs: nowMs }
    const settled: RepairWindow = { ...recent, untilMs: nowMs - GRACE_MS }
    const summary = { ...NO_REPAIRS }
    for (const stuck of await repair.stuckParents({ ...settled, fromMs: horizonMs })) {
      await this.mend(summary, stuck.identity, () => this.unstick(stuck))
    }
    for (const identity of await repair.staleParents(recent)) {
      await this.mend(summary, identity, () => this.refresh(identity))
    }
    for (const identity of await repair.unfinishedValidations(settled)) {
      await this.mend(summary, identity, () => this.fanOutAgain(identity, 'fannedOut'))
    }
    this.lookedUntilMs = nowMs
    if (Object.values(summary).some((count) => count > 0)) await tally.add(summary)
    return summary
  }

  /** One flow that cannot be mended must not keep the others from it. */
  private async mend(
    summary: Record<Repair | 'failed', number>,
    identity: JobIdentity,
    repair: () => Promise<Repair | undefined>,
  ): Promise<void> {
    const fields = { job_id: identity.jobId, run_attempt: identity.runAttempt }
    try {
      const done = await repair()
      if (done === undefined) return
      summary[done] += 1
      this.ports.logger.warn('The reconciler mended a flow', { repair: done, ...fields })
    } catch (error) {
      summary.failed += 1
      this.ports.logger.error('The reconciler could not mend a flow', {
        ...fields,
        error: toPostflightError(error).message,
      })
    }
  }

  private async unstick({ identity, child, childState }: StuckParent): Promise<Repair | undefined> {
    if (childState === 'failed') {
      return (await this.ports.repair.releaseFailedChild(identity, child)) ? 'released' : undefined
    }
    await this.ports.repair.dismantle(identity)
    return this.fanOutAgain(identity, 'rebuilt')
  }

  private async refresh(identity: JobIdentity): Promise<Repair> {
    await this.ports.repair.refresh(identity)
    return 'refreshed'
  }

  /** Nothing is to be done where an operator forgot the job, or where the flow is through and the queue forgot it. */
  private async fanOutAgain(identity: JobIdentity, repair: Repair): Promise<Repair | undefined> {
    const { reports, flow, policy } = this.ports
    const report = await reports.load(identity)
    const isThrough = repair === 'fannedOut' && report?.learning_result !== undefined
    if (report === undefined || isThrough || (await flow.isFannedOut(identity))) return undefined
    await flow.fanOut(identity, childrenOf(report, policy))
    return repair
  }
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
