// A report's learnings go into the knowledge graph, without secrets. While the graph is away they wait.

import { type GraphRecord, toGraphRecord } from '../core/graph-record.ts'
import { parseIdentityPayload } from '../core/identity-payload.ts'
import { done, type Outcome, toFailure } from '../core/outcome.ts'
import type { LearningResult, Report } from '../core/report.ts'
import type { KnowledgeGraph, StoredCounts } from '../ports/knowledge-graph.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Stage } from '../ports/stage.ts'
import { loadReport } from './load-report.ts'
import { redactRecord } from './redact-record.ts'
import type { ServiceGate } from './service-gate.ts'

export interface LearningPorts {
  readonly reports: ReportStore
  readonly graph: KnowledgeGraph
  readonly redactor: Redactor
  readonly gate: ServiceGate
}

export function createLearningStage(ports: LearningPorts): Stage<LearningResult> {
  return async (job) => {
    try {
      const report = await loadReport(ports.reports, parseIdentityPayload(job.data))
      if (!ports.graph.enabled) return done(notStored(report, 'no knowledge graph is configured'))
      const record = toGraphRecord(report)
      const outcome = await ports.gate.run(job.id, async () =>
        ports.graph.record(await redactRecord(record, ports.redactor)),
      )
      return withResult(outcome, report, record)
    } catch (error) {
      return toFailure(error)
    }
  }
}

function withResult(outcome: Outcome<StoredCounts>, report: Report, record: GraphRecord): Outcome<LearningResult> {
  if (outcome.kind !== 'done') return outcome
  const stored = {
    job_id: report.job_id,
    learnings_stored: outcome.value.findings,
    relations_created: outcome.value.relations,
  }
  const missing = record.findings.length - outcome.value.findings
  if (missing === 0) return done(stored)
  return done({ ...stored, not_stored_because: `the graph shows ${missing} learnings fewer than were written` })
}

function notStored(report: Report, reason: string): LearningResult {
  return { job_id: report.job_id, learnings_stored: 0, relations_created: 0, not_stored_because: reason }
}
