// One report, or many, in the form that was asked for, as text to print.

import type { DocumentWriter, ReportedJob } from '../core/formats/document.ts'
import { openGithub } from '../core/formats/github.ts'
import { openJunit } from '../core/formats/junit.ts'
import { openSarif } from '../core/formats/sarif.ts'
import { renderReportJson } from '../core/render-report.ts'
import { outputColumns } from './output.ts'
import type { Format } from './report-format.ts'
import { renderReport } from './report-text.ts'

/** The report of one job. */
export function renderJob(job: ReportedJob, format: Format): string {
  if (format === 'text') return renderReport(job.analysis, outputColumns()).join('\n')
  if (format === 'json') return renderReportJson(job.analysis).trimEnd()
  const document = openDocument(format, 1)
  return [document.add(job), document.end()].filter((piece) => piece !== '').join('\n')
}

/** A document of so many jobs at most. */
export function openDocument(format: Exclude<Format, 'text'>, jobs: number): DocumentWriter {
  switch (format) {
    case 'json':
      return openJsonArray()
    case 'github':
      return openGithub(jobs)
    case 'sarif':
      return openSarif()
    case 'junit':
      return openJunit()
  }
}

function openJsonArray(): DocumentWriter {
  let isFirst = true
  return {
    add: ({ analysis }) => {
      const before = isFirst ? '[' : ','
      isFirst = false
      return before + renderReportJson(analysis).trimEnd()
    },
    end: () => (isFirst ? '[]' : ']'),
  }
}
