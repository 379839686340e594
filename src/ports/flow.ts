// The queue as stages see it: who holds a claim, whether a job was fanned out, and what its children came to.

import type { JobIdentity } from '../core/job-identity.ts'
import type { ChildQueueName } from '../core/queue-names.ts'

export interface Flow {
  /** What became of the validation job that holds an identity's claim. */
  holderState(identity: JobIdentity, holder: string): Promise<HolderState>
  /** Whether this identity's finalize job exists, in whatever state. */
  isFannedOut(identity: JobIdentity): Promise<boolean>
  /** Adds finalize with the given children in one atomic step; a child's failure never fails its parent. */
  fanOut(identity: JobIdentity, children: readonly ChildQueueName[]): Promise<void>
  /** What the children of a finalize job came to, as it stands now. */
  childOutcomes(identity: JobIdentity): Promise<ChildOutcomes>
}

/** `live`: waiting, running or done; `failed`: for good; `gone`: no such job any more, or another one of that id. */
export type HolderState = 'live' | 'failed' | 'gone'

export type ChildOutcomes = Readonly<Record<ChildQueueName, ChildOutcome>>

export type ChildOutcome =
  | { readonly kind: 'none' }
  /** Still at work: an operator redrove it. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string }
