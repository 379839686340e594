// What became of one report that was to be rechecked.

import type { JobIdentity } from '../job-identity.ts'
import type { Report } from '../report.ts'
import type { Change } from './report-changes.ts'

export type Rechecked =
  | { readonly kind: 'unchanged' }
  /** Made before the time that was asked for. */
  | { readonly kind: 'passed over' }
  | ChangedReport
  | LeftReport

export interface ChangedReport {
  readonly kind: 'changed'
  readonly identity: JobIdentity
  readonly changes: readonly Change[]
  /** As `classic 1`. */
  readonly packs: { readonly from: string; readonly to: string }
  /** `log-changed`: not replaced, since the log is another than the report was made from; `overtaken`: nor here. */
  readonly end: 'shown' | 'replaced' | 'log-changed' | 'overtaken'
}

export interface LeftReport {
  readonly kind: 'left'
  /** The job's id where it is known, else the report's name. */
  readonly name: string
  readonly why: LeftReason
  readonly message: string
}

export type LeftReason =
  | 'no_report'
  | 'report_unreadable'
  | 'log_gone'
  | 'log_unreadable'
  | 'later_attempt'
  | 'analysis_failed'

export function left(name: string, why: LeftReason, message: string): LeftReport {
  return { kind: 'left', name, why, message }
}

export function nameOf({ job_id, run_attempt }: Report): string {
  return run_attempt === 1 ? job_id : `${job_id}, attempt ${run_attempt}`
}
