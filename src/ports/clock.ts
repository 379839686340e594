// The time, settable in tests.

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number
}
