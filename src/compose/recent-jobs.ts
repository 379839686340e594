// Which jobs there are to process.

import { createJobFolders } from '../adapters/files/job-folders.ts'
import type { Config } from '../config/config.ts'

/** The ids of the `count` jobs whose folders changed last, the last one first. Throws `log.missing`. */
export function recentJobs(config: Config, count: number): Promise<readonly string[]> {
  return createJobFolders(config.jobsDir).recent(count)
}
