// The report gains what became of its children. Milliseconds long, and right however often it runs.

import type { FinalizeResult } from '../core/finalize-result.ts'
import { parseIdentityPayload } from '../core/identity-payload.ts'
import { done, toFailure } from '../core/outcome.ts'
import { CHILD_QUEUE_NAMES } from '../core/queue-names.ts'
import { completionSchema, type LearningResult, learningResultSchema, type Report } from '../core/report.ts'
import type { ChildOutcome, Flow } from '../ports/flow.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Stage } from '../ports/stage.ts'
import { loadReport } from './load-report.ts'

export interface FinalizePorts {
  readonly flow: Flow
  readonly reports: ReportStore
}

export function createFinalizeStage(ports: FinalizePorts): Stage<FinalizeResult> {
  return async (job) => {
    try {
      const identity = parseIdentityPayload(job.data)
      const report = await loadReport(ports.reports, identity)
      const outcomes = await ports.flow.childOutcomes(identity)
      const completion = {
        learning_result: toLearningResult(report, outcomes.learning),
        telegram_notified: wasNotified(report, outcomes.notification),
      }
      await ports.reports.complete(identity, completion)
      const pending = CHILD_QUEUE_NAMES.filter((child) => outcomes[child].kind === 'pending')
      return done(pending.length === 0 ? completion : { ...completion, pending })
    } catch (error) {
      return toFailure(error)
    }
  }
}

function toLearningResult(report: Report, outcome: ChildOutcome): LearningResult {
  const nothing = { job_id: report.job_id, learnings_stored: 0, relations_created: 0 }
  switch (outcome.kind) {
    case 'done': {
      const parsed = learningResultSchema.safeParse(outcome.value)
      return parsed.success
        ? parsed.data
        : { ...nothing, not_stored_because: 'the learning job left no readable result' }
    }
    case 'failed':
      return { ...nothing, not_stored_because: outcome.reason }
    case 'pending':
      return report.learning_result ?? { ...nothing, not_stored_because: STILL_AT_WORK }
    case 'none':
      // What was known before the job was removed stays true.
      if (report.learning_result !== undefined || report.learnings.length === 0)
        return report.learning_result ?? nothing
      return { ...nothing, not_stored_because: 'the learning job no longer exists' }
  }
}

const STILL_AT_WORK = 'the learning job is being tried again; this report is refreshed when it is through'

function wasNotified(report: Report, outcome: ChildOutcome): boolean {
  if (outcome.kind === 'none' || outcome.kind === 'pending') return report.telegram_notified ?? false
  const parsed = completionSchema.pick({ telegram_notified: true }).safeParse(outcome.kind === 'done' && outcome.value)
  return parsed.success && parsed.data.telegram_notified
}
