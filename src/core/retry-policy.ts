// How often a queue's jobs are tried and how long they wait in between.

export interface RetryPolicy {
  /** Starts that count, the first included. */
  readonly attempts: number
  /** Wait after the first failure; it doubles with every further one. */
  readonly firstDelayMs: number
  readonly delayMsMax: number
}

/** Share of a delay that chance decides, so that jobs that failed together do not return together. */
const JITTER = 0.5

/** Milliseconds to wait after the `failures`-th failure (≥ 1); `chance` lies in [0, 1). */
export function backoffMs(policy: RetryPolicy, failures: number, chance: number): number {
  const full = Math.min(policy.delayMsMax, policy.firstDelayMs * 2 ** Math.min(failures - 1, 50))
  return Math.round(full * (1 - JITTER * chance))
}
