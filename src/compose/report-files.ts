// Where reports lie in files, they are read without a queue server.

import { createFileReportStore } from '../adapters/files/file-report-store.ts'
import type { Config } from '../config/config.ts'
import type { ReportStore } from '../ports/report-store.ts'

/** Undefined where reports lie beside the queue. */
export function openReportFiles({ reportStore, reportsDir }: Config): ReportStore | undefined {
  return reportStore === 'files' ? createFileReportStore(reportsDir) : undefined
}
