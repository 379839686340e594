// A graph record without secrets. Keys are hashes and stay.

import type { GraphRecord } from '../core/graph-record.ts'
import type { Redactor } from '../ports/redactor.ts'

export async function redactRecord(record: GraphRecord, redactor: Redactor): Promise<GraphRecord> {
  const redact = (text: string) => redactor.redact(text)
  const findings = record.findings.map(async (finding) => ({
    ...finding,
    name: await redact(finding.name),
    content: await redact(finding.content),
    source: await redact(finding.source),
  }))
  return {
    project: { id: await redact(record.project.id) },
    job: { ...record.job, id: await redact(record.job.id) },
    findings: await Promise.all(findings),
  }
}
