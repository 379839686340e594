// What a Bot API stand-in can be told to do wrong, for how many milliseconds or requests.

import { z } from 'zod'

export const faultSchema = z.object({
  kind: z.enum(['none', 'rate-limited', 'server-error', 'not-json', 'hang', 'reset', 'blocked', 'accept-and-reset']),
  /** Milliseconds; without it the fault lasts until it is replaced. */
  for_ms: z.number().positive().optional(),
  /** Requests; without it any number of them. */
  times: z.int().min(1).optional(),
  /** Seconds, for `rate-limited`: what the answer asks for. */
  retry_after: z.int().min(1).optional(),
})
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  set(fault: Fault): void
  /** The fault that this request meets; counts it. */
  next(): Fault | undefined
}

/** `nowMs` counts milliseconds, from any start. */
export function createFaults(nowMs: () => number): Faults {
  let current: Fault | undefined
  let endsAtMs = Number.POSITIVE_INFINITY
  let timesLeft = Number.POSITIVE_INFINITY
  return {
    set(fault) {
      current = fault.kind === 'none' ? undefined : fault
      endsAtMs = nowMs() + (fault.for_ms ?? Number.POSITIVE_INFINITY)
      timesLeft = fault.times ?? Number.POSITIVE_INFINITY
    },
    next() {
      if (current === undefined || nowMs() >= endsAtMs || timesLeft <= 0) return undefined
      timesLeft -= 1
      return current
    },
  }
}
