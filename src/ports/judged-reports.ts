// Where the reports come from that an evaluation holds against labels.

import type { JudgedReport } from '../core/evaluation/judged-report.ts'

export interface JudgedReports {
  /** One for each job, in their order; undefined where there is none. Throws `report.invalid`. */
  of(jobIds: readonly string[]): AsyncIterable<JudgedReport | undefined>
  /** The names of reports that belong to none of these jobs. */
  others(jobIds: readonly string[]): Promise<readonly string[]>
}
