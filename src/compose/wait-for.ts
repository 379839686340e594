// Waits until a job is through all of its stages.

import type { JobIdentity } from '../core/job-identity.ts'
import type { Report } from '../core/report.ts'
import type { Producer } from '../ports/producer.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { poll } from './poll.ts'

/** `failed`: the message failed for good. `missing`: the job is through, and its report was taken away since. */
export type WaitResult =
  | { readonly kind: 'finalized'; readonly report: Report }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' }

export interface WaitOptions {
  readonly timeoutMs: number
}

interface WaitPorts {
  readonly producer: Producer
  readonly reports: ReportStore
}

/** Asks at least once. */
export async function waitForReport(
  ports: WaitPorts,
  identity: JobIdentity,
  { timeoutMs }: WaitOptions,
): Promise<WaitResult> {
  return (await poll(() => ask(ports, identity), timeoutMs)) ?? { kind: 'timeout' }
}

async function ask({ producer, reports }: WaitPorts, identity: JobIdentity): Promise<WaitResult | undefined> {
  const progress = await producer.progress(identity)
  if (progress.kind === 'failed') return progress
  if (progress.kind === 'working') return undefined
  const report = await reports.load(identity)
  return report === undefined ? { kind: 'missing' } : { kind: 'finalized', report }
}
