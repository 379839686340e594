// Checks jobs in this thread.

import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { AT_ONCE } from '../adapters/files/file-calls.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { createReportOutput } from '../adapters/files/report-output.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { CheckedJob, JobChecker } from '../ports/job-checker.ts'
import { checkJob } from '../stages/check-job.ts'
import type { CheckOptions } from './check-options.ts'
import { chooseRulePack, type RulePackChoice } from './rule-pack.ts'

export async function openAnalyser(choice: RulePackChoice, isShared = true): Promise<Analyser> {
  return createStreamingAnalyser({ clock: { nowMs: Date.now }, pack: await chooseRulePack(choice), isShared })
}

/** `isShared`: whether this thread has anything else to do meanwhile, such as to be interrupted. */
export async function createInlineChecker(options: CheckOptions, isShared = true): Promise<JobChecker> {
  const ports = {
    source: createFolderLogSource(options, AT_ONCE),
    analyser: await openAnalyser(options, isShared),
    output: options.reportsDir === undefined ? undefined : createReportOutput(options.reportsDir, AT_ONCE),
  }
  return {
    lanes: 1,
    check: async (jobIds) => {
      // Files are read at once: nothing would go on while a job waits.
      const checked: CheckedJob[] = []
      for (const jobId of jobIds) checked.push(await checkJob(ports, jobId))
      return checked
    },
    close: () => Promise.resolve(),
  }
}
