// Small durable marks that outlive every queue job: who works on an identity, and what was already sent.

import type { JobIdentity } from '../core/job-identity.ts'

export interface Claims {
  /**
   * Claims the identity for a holder unless it is claimed; returns the holder that stands, which is the
   * caller's own when the claim succeeded or was made in an earlier run.
   */
  claim(identity: JobIdentity, holder: string): Promise<string>
  /** Who holds the identity; undefined when nobody does. */
  holderOf(identity: JobIdentity): Promise<string | undefined>
  /** Compare-and-set: true when the claim was `from`'s and is now `to`'s. */
  takeOver(identity: JobIdentity, from: string, to: string): Promise<boolean>
}

export interface SentRecords {
  /** Whether this identity's message was delivered. */
  wasSent(identity: JobIdentity): Promise<boolean>
  markSent(identity: JobIdentity): Promise<void>
  /** Forgets it, so that a new analysis of the job can be told. */
  clear(identity: JobIdentity): Promise<void>
}
