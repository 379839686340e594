// Analyses a job anew that is through: forgets its learnings, the record of its message and its report, and runs its
// message again. Refused while the job is at work; until the last step the queue keeps what its message said.

import { parseCompletionMessage } from '../core/completion-message.ts'
import { PostflightError } from '../core/error.ts'
import { toGraphRecord } from '../core/graph-record.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { Report } from '../core/report.ts'
import type { SentRecords } from '../ports/claims.ts'
import type { KnowledgeGraph } from '../ports/knowledge-graph.ts'
import type { Producer } from '../ports/producer.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { redactRecord } from './redact-record.ts'

export interface ReprocessPorts {
  readonly producer: Producer
  readonly graph: KnowledgeGraph
  readonly redactor: Redactor
  readonly sent: SentRecords
  readonly reports: ReportStore
}

/**
 * `data` is what the message says now. May be called again after it failed half-way. Throws `message.invalid`,
 * `queue.job_active`, or what a service that is away throws.
 */
export async function reprocessJob(ports: ReprocessPorts, data: Record<string, unknown>): Promise<void> {
  const { identity } = parseCompletionMessage(data)
  await ports.producer.recall(identity)
  await forgetLearnings(ports, identity)
  await ports.sent.clear(identity)
  await ports.reports.remove(identity)
  await ports.producer.submitAgain(data)
}

async function forgetLearnings({ graph, redactor, reports }: ReprocessPorts, identity: JobIdentity): Promise<void> {
  const report = await loadReadable(reports, identity)
  if (report === undefined || report.learnings.length === 0 || !graph.enabled) return
  await graph.record(await redactRecord({ ...toGraphRecord(report), findings: [] }, redactor))
}

/** A report that cannot be read is what many a job is analysed anew for. */
async function loadReadable(reports: ReportStore, identity: JobIdentity): Promise<Report | undefined> {
  try {
    return await reports.load(identity)
  } catch (error) {
    if (error instanceof PostflightError && error.code === 'report.invalid') return undefined
    throw error
  }
}
