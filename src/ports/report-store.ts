// Where reports live. The first analysis of a job wins; later only its completion may be refreshed, and an operator may
// have the analysis renewed under other rules.

import type { JobIdentity } from '../core/job-identity.ts'
import type { Analysis, Completion, Report } from '../core/report.ts'

export interface ReportStore {
  /** Saves the analysis unless the job has a report; returns the one that stands. Atomic. */
  saveFirst(analysis: Analysis): Promise<Report>
  /** Replaces `learning_result` and `telegram_notified`, nothing else. Atomic. Throws `report.missing`. */
  complete(identity: JobIdentity, completion: Completion): Promise<Report>
  /**
   * Puts the analysis `next` of the same job in the place of `standing`, and leaves the completion as it stands then.
   * Atomic. False, and nothing is changed, where another analysis stands or none.
   */
  replace(standing: Analysis, next: Analysis): Promise<boolean>
  load(identity: JobIdentity): Promise<Report | undefined>
  /** The names of all reports, as `toFileName` makes them of identities; in no order. */
  names(): Promise<readonly string[]>
  /** A report by its name; throws `report.invalid` when it is there and cannot be read. */
  loadNamed(name: string): Promise<Report | undefined>
  /** Forgets the report, so that the job can be analysed anew; absent is fine. */
  remove(identity: JobIdentity): Promise<void>
}
