// A report store for unit tests of stages; the contract suite holds it to the same promises.

import { PostflightError } from '../../src/core/error.ts'
import { type JobIdentity, toFileName } from '../../src/core/job-identity.ts'
import type { Report } from '../../src/core/report.ts'
import { identityOf } from '../../src/core/report-names.ts'
import { isSameAnalysis, splitReport } from '../../src/core/split-report.ts'
import type { ReportStore } from '../../src/ports/report-store.ts'

export function createMemoryReportStore(): ReportStore {
  const reports = new Map<string, Report>()
  return {
    load: async (identity) => reports.get(toFileName(identity)),
    names: async () => [...reports.keys()],
    loadNamed: async (name) => reports.get(name),
    saveFirst: async (analysis) => {
      const key = toFileName(identityOf(analysis))
      const standing = reports.get(key) ?? analysis
      reports.set(key, standing)
      return standing
    },
    complete: async (identity: JobIdentity, completion) => {
      const report = reports.get(toFileName(identity))
      if (report === undefined) throw new PostflightError('report.missing', 'Expected a report, got none')
      const completed = { ...report, ...completion }
      reports.set(toFileName(identity), completed)
      return completed
    },
    replace: async (standing, next) => {
      const key = toFileName(identityOf(standing))
      const found = reports.get(key)
      if (found === undefined || !isSameAnalysis(found, standing)) return false
      reports.set(key, { ...splitReport(next).analysis, ...splitReport(found).completion })
      return true
    },
    remove: async (identity) => {
      reports.delete(toFileName(identity))
    },
  }
}
