// Runs the rules in force over stored jobs: load the report → find its log → analyse it anew → compare → replace where
// so asked. Nobody is notified and no graph is written. A job that cannot be rechecked is a result like any other.

import { PostflightError } from '../core/error.ts'
import { toFileName } from '../core/job-identity.ts'
import { type LeftReport, left, nameOf, type Rechecked } from '../core/recheck/rechecked.ts'
import { compareReports } from '../core/recheck/report-changes.ts'
import type { RecheckTarget } from '../core/recheck/targets.ts'
import type { Report } from '../core/report.ts'
import { identityOf, rulePackText } from '../core/report-names.ts'
import { splitReport } from '../core/split-report.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { type Anew, type AnewPorts, analyseAnew } from './analyse-anew.ts'

export interface RecheckPorts extends AnewPorts {
  readonly reports: ReportStore
}

export interface RecheckOptions {
  /** Reports that were made earlier are passed over; milliseconds since the epoch. */
  readonly madeSinceMs?: number | undefined
  readonly changed: 'shown' | 'replaced'
}

/** One at a time, so that memory does not grow with their number. Throws what a store that is away throws. */
export async function recheckReport(
  ports: RecheckPorts,
  target: RecheckTarget,
  options: RecheckOptions,
): Promise<Rechecked> {
  if (target.kind === 'no-report') return left(target.jobId, 'no_report', 'it has no report')
  const stored = await load(ports.reports, target.name)
  if ('kind' in stored) return stored
  const { madeSinceMs } = options
  if (madeSinceMs !== undefined && Date.parse(stored.timestamp) < madeSinceMs) return { kind: 'passed over' }
  if (target.laterAttempt !== undefined) return left(nameOf(stored), 'later_attempt', tellAttempt(target.laterAttempt))
  const anew = await analyseAnew(ports, stored)
  return 'kind' in anew ? anew : settle(ports, { stored, ...anew }, options)
}

function tellAttempt(laterAttempt: number): string {
  return `the log is attempt ${laterAttempt}'s by now`
}

/** A report under another's name would be replaced by what it is not. */
async function load(reports: ReportStore, name: string): Promise<Report | LeftReport> {
  try {
    const report = await reports.loadNamed(name)
    if (report === undefined) return left(name, 'no_report', 'its report was taken away')
    const ownName = toFileName(identityOf(report))
    return ownName === name
      ? report
      : left(name, 'report_unreadable', `Expected it to be named ${ownName}, got ${name}`)
  } catch (error) {
    if (!(error instanceof PostflightError) || error.code !== 'report.invalid') throw error
    return left(name, 'report_unreadable', error.message)
  }
}

interface Compared extends Anew {
  readonly stored: Report
}

async function settle(
  { reports }: RecheckPorts,
  { stored, today, log }: Compared,
  options: RecheckOptions,
): Promise<Rechecked> {
  const { analysis } = splitReport(stored)
  const changes = compareReports(analysis, today)
  if (changes.length === 0) return { kind: 'unchanged' }
  const packs = { from: rulePackText(stored.rule_pack), to: rulePackText(today.rule_pack) }
  const changed = { kind: 'changed', identity: identityOf(stored), changes, packs } as const
  if (log === 'changed') return { ...changed, end: 'log-changed' }
  if (options.changed === 'shown') return { ...changed, end: 'shown' }
  return { ...changed, end: (await reports.replace(analysis, today)) ? 'replaced' : 'overtaken' }
}
