// What the reconciler does to flows that no worker would ever move again.

/**
 * - `released`: a parent waited for a child that had failed for good.
 * - `rebuilt`: a parent waited for a child that no longer existed.
 * - `refreshed`: a finalized report's child was redriven.
 * - `fannedOut`: a validated job had no finalize job.
 */
export type Repair = 'released' | 'rebuilt' | 'refreshed' | 'fannedOut'

/** How many flows were mended, by what was wrong with them, and how many could not be. */
export type RepairCounts = Readonly<Record<Repair | 'failed', number>>

export const NO_REPAIRS: RepairCounts = { released: 0, rebuilt: 0, refreshed: 0, fannedOut: 0, failed: 0 }

/** From stored pairs of kind and count; kinds of another release are left out. */
export function toRepairCounts(stored: Iterable<readonly [string, number]>): RepairCounts {
  const known = [...stored].filter(([kind]) => Object.hasOwn(NO_REPAIRS, kind))
  return { ...NO_REPAIRS, ...Object.fromEntries(known) }
}
