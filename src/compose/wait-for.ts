// Waits until a job is through all of its stages.

import { setTimeout as sleep } from 'node:timers/promises'
import type { JobIdentity } from '../core/job-identity.ts'
import type { Report } from '../core/report.ts'
import type { Producer } from '../ports/producer.ts'
import type { ReportStore } from '../ports/report-store.ts'

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

const POLL_MS = 100

/** Asks at least once. */
export async function waitForReport(
  ports: WaitPorts,
  identity: JobIdentity,
  { timeoutMs }: WaitOptions,
): Promise<WaitResult> {
  const deadlineMs = Date.now() + timeoutMs
  for (;;) {
    const result = await ask(ports, identity)
    if (result !== undefined) return result
    if (Date.now() >= deadlineMs) return { kind: 'timeout' }
    await sleep(POLL_MS)
  }
}

async function ask({ producer, reports }: WaitPorts, identity: JobIdentity): Promise<WaitResult | undefined> {
  const progress = await producer.progress(identity)
  if (progress.kind === 'failed') return progress
  if (progress.kind === 'working') return undefined
  const report = await reports.load(identity)
  return report === undefined ? { kind: 'missing' } : { kind: 'finalized', report }
}
