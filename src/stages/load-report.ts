// The report that a child job works on, which the validation stage saved before it added the child.

import { PostflightError } from '../core/error.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import type { Report } from '../core/report.ts'
import type { ReportStore } from '../ports/report-store.ts'

/** Throws `report.missing` when it is not where this worker looks. */
export async function loadReport(reports: ReportStore, identity: JobIdentity): Promise<Report> {
  const report = await reports.load(identity)
  if (report !== undefined) return report
  const name = `${JSON.stringify(identity.jobId)}, attempt ${identity.runAttempt}`
  throw new PostflightError('report.missing', `Expected a report of job ${name} to be in the report store, got none`)
}
