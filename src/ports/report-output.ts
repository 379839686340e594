// Where `check` puts its reports, beside the flow.

import type { Analysis } from '../core/report.ts'

export interface ReportOutput {
  /** Overwrites what an earlier check put there. Throws `report.store_failed`. */
  put(analysis: Analysis): Promise<void>
}
