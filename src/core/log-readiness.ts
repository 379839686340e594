// Messages overtake logs: whether a job's log is there and still, must be waited for, or has been waited for
// long enough.

export interface LogPatience {
  readonly nowMs: number
  /** When a worker first found that it had to wait; undefined at the first look. */
  readonly waitingSinceMs: number | undefined
  /** A log counts as complete once it has not changed for this long. */
  readonly logSettleMs: number
  /** After this long the report is written of what there is. */
  readonly logWaitMs: number
}

/** What is there of a job, as far as this question goes. */
export interface LogPresence {
  readonly log: { readonly changedAtMs: number } | undefined
  readonly isLogUnreadable: boolean
}

export type LogReadiness =
  | { readonly kind: 'ready'; readonly warnings: readonly string[] }
  | { readonly kind: 'wait'; readonly ms: number; readonly reason: string }

/** Long enough not to burden the queue, short enough that nobody notices. */
const LOOK_AGAIN_MS = 1_000
const WAIT_MS_MIN = 50

/** Pure. Patience is counted by the workers' clocks: a producer's may be off. */
export function judgeLog(files: LogPresence, patience: LogPatience): LogReadiness {
  const stillMs = files.log === undefined ? undefined : patience.nowMs - files.log.changedAtMs
  if (stillMs !== undefined && stillMs >= patience.logSettleMs) return { kind: 'ready', warnings: [] }
  if (files.isLogUnreadable) return { kind: 'ready', warnings: [] }
  const leftMs = (patience.waitingSinceMs ?? patience.nowMs) + patience.logWaitMs - patience.nowMs
  if (leftMs <= 0) return { kind: 'ready', warnings: [whatIsMissing(stillMs, patience)] }
  const wantedMs = stillMs === undefined ? LOOK_AGAIN_MS : patience.logSettleMs - Math.max(stillMs, 0)
  const ms = Math.max(WAIT_MS_MIN, Math.min(wantedMs, leftMs))
  return { kind: 'wait', ms, reason: stillMs === undefined ? 'the log is not there yet' : 'the log still grows' }
}

function whatIsMissing(stillMs: number | undefined, { logWaitMs }: LogPatience): string {
  if (stillMs === undefined) return `There was no log after ${logWaitMs} ms of waiting; nothing was analysed`
  return `The log was still being written after ${logWaitMs} ms of waiting; later lines are missing here`
}
