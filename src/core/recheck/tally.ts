// How a recheck of many reports went, in bounded memory.

import type { LeftReason, Rechecked } from './rechecked.ts'

export interface RecheckTally {
  rechecked: number
  changed: number
  verdicts: number
  replaced: number
  /** Changed, and not replaced since the log is another, or since the report was changed at the same time. */
  logsChanged: number
  overtaken: number
  readonly left: Map<LeftReason, LeftTally>
}

export interface LeftTally {
  count: number
  /** The first ones, by name, each with its reason. */
  readonly examples: { readonly name: string; readonly message: string }[]
}

const EXAMPLES_MAX = 5

export function startTally(): RecheckTally {
  return { rechecked: 0, changed: 0, verdicts: 0, replaced: 0, logsChanged: 0, overtaken: 0, left: new Map() }
}

export function countRechecked(tally: RecheckTally, rechecked: Rechecked): void {
  switch (rechecked.kind) {
    case 'passed over':
      return
    case 'left': {
      const { name, why, message } = rechecked
      const left = tally.left.get(why) ?? { count: 0, examples: [] }
      left.count += 1
      if (left.examples.length < EXAMPLES_MAX) left.examples.push({ name, message })
      tally.left.set(why, left)
      return
    }
    case 'unchanged':
      tally.rechecked += 1
      return
    case 'changed':
      tally.rechecked += 1
      tally.changed += 1
      if (rechecked.changes.some(({ kind }) => kind === 'verdict')) tally.verdicts += 1
      if (rechecked.end === 'replaced') tally.replaced += 1
      if (rechecked.end === 'log-changed') tally.logsChanged += 1
      if (rechecked.end === 'overtaken') tally.overtaken += 1
  }
}
