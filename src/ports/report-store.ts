// Where reports live. The first analysis of a job wins; later only its completion may be refreshed.

import type { JobIdentity } from '../core/job-identity.ts'
import type { Analysis, Completion, Report } from '../core/report.ts'

export interface ReportStore {
  /** Saves the analysis unless the job has a report; returns the one that stands. Atomic. */
  saveFirst(analysis: Analysis): Promise<Report>
  /** Replaces `learning_result` and `telegram_notified`, nothing else. Atomic. Throws `report.missing`. */
  complete(identity: JobIdentity, completion: Completion): Promise<Report>
  load(identity: JobIdentity): Promise<Report | undefined>
  /** Forgets the report, so that the job can be analysed anew; absent is fine. */
  remove(identity: JobIdentity): Promise<void>
}
