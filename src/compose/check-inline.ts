// Checks jobs in this thread.

import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { AT_ONCE, IN_BACKGROUND } from '../adapters/files/file-calls.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { createReportOutput } from '../adapters/files/report-output.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { JobChecker } from '../ports/job-checker.ts'
import { checkJob } from '../stages/check-job.ts'
import type { CheckOptions } from './check-options.ts'
import { chooseRulePack, type RulePackChoice } from './rule-pack.ts'

export interface ThreadUse {
  /** Whether the thread has anything else to do meanwhile, such as to show progress. */
  readonly isShared: boolean
}

export async function openAnalyser(choice: RulePackChoice, { isShared }: ThreadUse): Promise<Analyser> {
  return createStreamingAnalyser({ clock: { nowMs: Date.now }, pack: await chooseRulePack(choice), isShared })
}

export async function createInlineChecker(options: CheckOptions, use: ThreadUse): Promise<JobChecker> {
  const calls = use.isShared ? IN_BACKGROUND : AT_ONCE
  const ports = {
    source: createFolderLogSource(options, calls),
    analyser: await openAnalyser(options, use),
    output: options.reportsDir === undefined ? undefined : createReportOutput(options.reportsDir, calls),
  }
  return {
    lanes: 1,
    check: (jobIds) => Promise.all(jobIds.map((jobId) => checkJob(ports, jobId))),
    close: () => Promise.resolve(),
  }
}
