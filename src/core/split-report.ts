// A stored report's two parts, which have different writers: the analysis, and what was added once the job was through.

import { renderReportJson } from './render-report.ts'
import type { Analysis, Completion, Report } from './report.ts'

export function splitReport(report: Report): { readonly analysis: Analysis; readonly completion: Partial<Completion> } {
  const { learning_result, telegram_notified, ...analysis } = report
  return {
    analysis,
    completion: {
      ...(learning_result === undefined ? {} : { learning_result }),
      ...(telegram_notified === undefined ? {} : { telegram_notified }),
    },
  }
}

/** Whether two reports hold the same analysis, however they are completed. */
export function isSameAnalysis(one: Report, other: Report): boolean {
  return renderReportJson(splitReport(one).analysis) === renderReportJson(splitReport(other).analysis)
}
