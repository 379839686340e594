// A graph record without secrets. Keys are hashes and stay.

import type { GraphFinding, GraphRecord } from '../core/graph-record.ts'
import type { Redactor } from '../ports/redactor.ts'

/** One text after the other: there may be very many. */
export async function redactRecord(record: GraphRecord, redactor: Redactor): Promise<GraphRecord> {
  const findings: GraphFinding[] = []
  for (const finding of record.findings) {
    findings.push({
      ...finding,
      name: await redactor.redact(finding.name),
      content: await redactor.redact(finding.content),
      source: await redactor.redact(finding.source),
    })
  }
  return {
    project: { id: await redactor.redact(record.project.id) },
    job: { ...record.job, id: await redactor.redact(record.job.id) },
    findings,
  }
}
