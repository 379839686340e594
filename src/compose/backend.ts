// What the queue stands on, and what lies beside it.

import type { QueueConnection } from '../adapters/bullmq/queues.ts'
import type { Config } from '../config/config.ts'
import type { Claims, SentRecords } from '../ports/claims.ts'
import type { KnowledgeGraph } from '../ports/knowledge-graph.ts'
import type { Lease } from '../ports/lease.ts'
import type { Logger } from '../ports/logger.ts'
import type { RepairTally } from '../ports/repair-tally.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Closing } from './closing.ts'

export interface Backend {
  readonly queueConnection: QueueConnection
  readonly claims: Claims
  readonly sent: SentRecords
  readonly lease: Lease
  readonly tally: RepairTally
  /** Reports beside the queue; throws `config.invalid` where the backend has no such store. */
  openReportStore(): ReportStore
  /** The graph beside the queue; throws `config.invalid` where the backend has none. */
  openGraph(): KnowledgeGraph
}

export interface BackendOptions {
  readonly config: Config
  readonly logger: Logger
  /** Learns how to close each thing that was opened, also where opening the next one fails. */
  readonly closing: Closing
  /** For workers: wait for a server that is away until this is aborted. Without it, everything fails soon. */
  readonly waitUntil: AbortSignal | undefined
}

/** How long to wait for a server that does not answer, where nobody said. */
const PATIENCE_MS = 5_000

/** Aborted when a server has been waited for long enough; the time starts with this call. */
export function patienceOf({ waitUntil }: BackendOptions): AbortSignal {
  return waitUntil ?? AbortSignal.timeout(PATIENCE_MS)
}

/** For a race with work that may never end. */
export function onceAborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }))
}
