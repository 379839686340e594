// Opens what `recheck` needs beside the reports and wires it together: logs below the jobs folder, and the rules in
// force.

import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { createJobFolders } from '../adapters/files/job-folders.ts'
import type { Config } from '../config/config.ts'
import type { Rechecked } from '../core/recheck/rechecked.ts'
import { type RecheckTarget, targetAll, targetJobs } from '../core/recheck/targets.ts'
import { rulePackText } from '../core/report-names.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { type RecheckOptions, recheckReport } from '../stages/recheck.ts'
import type { JobSelection } from './check.ts'
import { chooseRulePack } from './rule-pack.ts'

export interface Recheck {
  /** The rules in force, as `postflight 1`. */
  readonly pack: string
  /** How many reports and jobs are looked at. */
  readonly total: number
  /** What became of each, in their order, one at a time. */
  run(options: RecheckOptions): AsyncIterable<Rechecked>
}

export type RecheckLimits = Pick<Config, 'jobsDir' | 'rules' | 'classicBytesMax' | 'unpackBytesMax'>

/** Throws `rules.invalid`, for recent jobs `log.missing` where there is no jobs folder, and what a store that is away throws. */
export async function openRecheck(
  limits: RecheckLimits,
  reports: ReportStore,
  selection: JobSelection,
): Promise<Recheck> {
  const pack = await chooseRulePack(limits)
  const analyser = createStreamingAnalyser({ clock: { nowMs: Date.now }, pack })
  const ports = { reports, source: createFolderLogSource(limits), analyser }
  const targets = await select(limits, reports, selection)
  return {
    pack: rulePackText(pack),
    total: targets.length,
    async *run(options) {
      for (const target of targets) yield await recheckReport(ports, target, options)
    },
  }
}

async function select(
  { jobsDir }: RecheckLimits,
  reports: ReportStore,
  selection: JobSelection,
): Promise<readonly RecheckTarget[]> {
  const recent = selection.kind === 'recent' ? await createJobFolders(jobsDir).recent(selection.count) : []
  const names = await reports.names()
  if (selection.kind === 'all') return targetAll(names)
  return targetJobs(names, selection.kind === 'recent' ? recent : selection.jobIds)
}
