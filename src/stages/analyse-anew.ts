// Analyses the log of a stored report anew, with what its message said as far as the report still knows it.

import { toPostflightError } from '../core/error.ts'
import { type LeftReport, left, nameOf } from '../core/recheck/rechecked.ts'
import { exitCodeSource, keepFacts, recallMessage } from '../core/recheck/told-facts.ts'
import type { Analysis, Report } from '../core/report.ts'
import { parseReportJson, renderReportJson } from '../core/report-json.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { JobFiles, LogSource } from '../ports/log-source.ts'

export interface AnewPorts {
  readonly source: LogSource
  readonly analyser: Analyser
}

export interface Anew {
  readonly today: Analysis
  readonly log: 'same' | 'changed'
}

/** Whatever keeps a log from being read or analysed is the result: other jobs go on. */
export async function analyseAnew({ source, analyser }: AnewPorts, stored: Report): Promise<Anew | LeftReport> {
  try {
    const files = await source.locate(stored.job_id)
    if (files.isLogUnreadable) return left(nameOf(stored), 'log_unreadable', files.warnings.join('; '))
    if (files.log === undefined) return left(nameOf(stored), 'log_gone', `there is no log in ${files.folder}`)
    const today = toStored(keepFacts(stored, await analyse(analyser, stored, files)))
    return { today, log: isLogOf(stored, today, files.log.changedAtMs) ? 'same' : 'changed' }
  } catch (thrown) {
    const { code, message } = toPostflightError(thrown)
    return left(nameOf(stored), code.startsWith('log.') ? 'log_unreadable' : 'analysis_failed', message)
  }
}

/** Where the report does not know who said how the job ended, it counts as told unless the log says the same. */
async function analyse(analyser: Analyser, stored: Report, files: JobFiles): Promise<Analysis> {
  const source = exitCodeSource(stored)
  const under = (exitCode: 'told' | 'not told') =>
    analyser.analyse({ message: recallMessage(stored, exitCode), files, warnings: [] })
  if (source === 'message') return under('told')
  const fromLog = await under('not told')
  return source === 'log' || fromLog.exit_code === stored.exit_code ? fromLog : under('told')
}

/** In the form that comes out of a store. */
function toStored(analysis: Analysis): Analysis {
  return parseReportJson(renderReportJson(analysis))
}

/** Copying a folder makes its files younger and not longer: where both reports count bytes, these decide. */
function isLogOf(stored: Report, { log }: Analysis, changedAtMs: number): boolean {
  if (stored.log !== undefined && log !== undefined) return stored.log.bytes === log.bytes
  return changedAtMs <= Date.parse(stored.timestamp)
}
