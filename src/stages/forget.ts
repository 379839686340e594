// Forgets a job, so that it can be analysed anew: its queue jobs, its learnings, the record of its message, its
// report and at last its claim. Refused while the job is at work.

import { toGraphRecord } from '../core/graph-record.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { Claims, SentRecords } from '../ports/claims.ts'
import type { KnowledgeGraph } from '../ports/knowledge-graph.ts'
import type { Producer } from '../ports/producer.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { redactRecord } from './redact-record.ts'

export interface ForgetPorts {
  readonly producer: Producer
  readonly graph: KnowledgeGraph
  readonly redactor: Redactor
  readonly sent: SentRecords
  readonly reports: ReportStore
  readonly claims: Claims
}

/** Returns what the job's message said, if the queue still knows. May be called again after it failed half-way. Throws `queue.job_active`, or what a service that is away throws. */
export async function forgetJob(
  ports: ForgetPorts,
  identity: JobIdentity,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const message = await ports.producer.forget(identity)
  await forgetLearnings(ports, identity)
  await ports.sent.clear(identity)
  await ports.reports.remove(identity)
  await ports.claims.release(identity)
  return message
}

async function forgetLearnings({ graph, redactor, reports }: ForgetPorts, identity: JobIdentity): Promise<void> {
  const report = await reports.load(identity)
  if (report === undefined || report.learnings.length === 0 || !graph.enabled) return
  await graph.record(await redactRecord({ ...toGraphRecord(report), findings: [] }, redactor))
}
