// The reconciler: once in a while it looks for flows that got stuck or stale at a crash or an operator's hand,
// mends them, and counts and logs each repair. Two passes at once do no harm.

import { childrenOf } from '../core/children.ts'
import { toPostflightError } from '../core/error.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { NotificationPolicy } from '../core/notification.ts'
import { NO_REPAIRS, type Repair, type RepairCounts } from '../core/repairs.ts'
import type { Clock } from '../ports/clock.ts'
import type { Flow } from '../ports/flow.ts'
import type { FlowRepair, StuckParent } from '../ports/flow-repair.ts'
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

/** A flow that needs mending, and how. */
interface Fault {
  readonly identity: JobIdentity
  /** Undefined when there was nothing to do any more. */
  readonly mend: () => Promise<Repair | undefined>
}

export class Reconciler {
  #lookedUntilMs = 0
  readonly #ports: ReconcilePorts

  constructor(ports: ReconcilePorts) {
    this.#ports = ports
  }

  /**
   * One pass, which ends between two repairs once `stop` is aborted. What finished before the last whole pass was
   * looked at then and is not looked at again, unless something could not be mended.
   */
  async pass(stop?: AbortSignal): Promise<RepairCounts> {
    const nowMs = this.#ports.clock.nowMs()
    const summary = { ...NO_REPAIRS }
    for await (const fault of this.#faults(nowMs, stop)) {
      if (stop?.aborted) break
      const result = await this.#mend(fault)
      if (result !== undefined) summary[result] += 1
    }
    if (!stop?.aborted && summary.failed === 0) this.#lookedUntilMs = nowMs
    if (Object.values(summary).some((count) => count > 0)) await this.#ports.tally.add(summary)
    return summary
  }

  async *#faults(nowMs: number, stop: AbortSignal | undefined): AsyncGenerator<Fault> {
    const { repair, retentionMs } = this.#ports
    const horizonMs = nowMs - retentionMs / 2
    const recent = { fromMs: Math.max(horizonMs, this.#lookedUntilMs - OVERLAP_MS), untilMs: nowMs, stop }
    const settled = { ...recent, untilMs: nowMs - GRACE_MS }
    for (const stuck of await repair.stuckParents({ ...settled, fromMs: horizonMs })) {
      yield { identity: stuck.identity, mend: () => this.#unstick(stuck) }
    }
    for (const identity of await repair.staleParents(recent)) {
      yield { identity, mend: () => this.#refresh(identity) }
    }
    for (const identity of await repair.unfinishedValidations(settled)) {
      yield { identity, mend: () => this.#fanOutAgain(identity, 'fannedOut') }
    }
  }

  /** One flow that cannot be mended must not keep the others from it. */
  async #mend({ identity, mend }: Fault): Promise<Repair | 'failed' | undefined> {
    const { logger } = this.#ports
    const fields = { job_id: identity.jobId, run_attempt: identity.runAttempt }
    try {
      const repair = await mend()
      if (repair === undefined) return undefined
      logger.warn('The reconciler mended a flow', { repair, ...fields })
      return repair
    } catch (error) {
      logger.error('The reconciler could not mend a flow', { ...fields, error: toPostflightError(error).message })
      return 'failed'
    }
  }

  async #unstick({ identity, child, childState }: StuckParent): Promise<Repair | undefined> {
    const { repair } = this.#ports
    if (childState === 'failed') return (await repair.releaseFailedChild(identity, child)) ? 'released' : undefined
    await repair.dismantle(identity)
    return this.#fanOutAgain(identity, 'rebuilt')
  }

  async #refresh(identity: JobIdentity): Promise<Repair> {
    await this.#ports.repair.refresh(identity)
    return 'refreshed'
  }

  /** Nothing is to be done where the report was taken away, or where the flow is through and the queue forgot it. */
  async #fanOutAgain(identity: JobIdentity, repair: Repair): Promise<Repair | undefined> {
    const { reports, flow, policy } = this.#ports
    const report = await reports.load(identity)
    const isThrough = repair === 'fannedOut' && report?.learning_result !== undefined
    if (report === undefined || isThrough || (await flow.isFannedOut(identity))) return undefined
    await flow.fanOut(identity, childrenOf(report, policy))
    return repair
  }
}
