// Checks jobs in this thread.

import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { createReportOutput } from '../adapters/files/report-output.ts'
import type { JobChecker } from '../ports/job-checker.ts'
import { checkJob } from '../stages/check-job.ts'
import type { CheckOptions } from './check-options.ts'
import { chooseRulePack } from './rule-pack.ts'

export async function createInlineChecker(options: CheckOptions): Promise<JobChecker> {
  const pack = await chooseRulePack(options)
  const ports = {
    source: createFolderLogSource(options),
    analyser: createStreamingAnalyser({ clock: { nowMs: Date.now }, pack }),
    output: options.reportsDir === undefined ? undefined : createReportOutput(options.reportsDir),
  }
  return {
    lanes: 1,
    check: (jobIds) => Promise.all(jobIds.map((jobId) => checkJob(ports, jobId))),
    close: () => Promise.resolve(),
  }
}
