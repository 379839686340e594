// A right that one process of the fleet holds for a while.

export interface Lease {
  /** True when nobody held it; it then lapses by itself after `ttlMs` milliseconds. Throws `queue.unavailable`. */
  acquire(name: string, ttlMs: number): Promise<boolean>
}
