// The queue as stages see it, in memory.

import { type JobIdentity, toFileName } from '../../src/core/job-identity.ts'
import type { ChildQueueName } from '../../src/core/queue-names.ts'
import type { ChildOutcomes, Flow, HolderState } from '../../src/ports/flow.ts'

export interface MemoryFlow extends Flow {
  /** Fan-outs in the order in which they were made. */
  readonly fannedOut: { readonly identity: JobIdentity; readonly children: readonly ChildQueueName[] }[]
  readonly holders: Map<string, HolderState>
  outcomes: ChildOutcomes
}

export function createMemoryFlow(): MemoryFlow {
  const fannedOut: MemoryFlow['fannedOut'] = []
  const holders = new Map<string, HolderState>()
  return {
    fannedOut,
    holders,
    outcomes: { learning: { kind: 'none' }, notification: { kind: 'none' } },
    holderState: async (_identity, holder) => holders.get(holder) ?? 'gone',
    isFannedOut: async (identity) => fannedOut.some((flow) => toFileName(flow.identity) === toFileName(identity)),
    fanOut: async (identity, children) => {
      fannedOut.push({ identity, children })
    },
    async childOutcomes() {
      return this.outcomes
    },
  }
}
