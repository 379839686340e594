// Which jobs there are to process.

import { createJobFolders } from '../adapters/files/job-folders.ts'
import type { Config } from '../config/config.ts'
import { whyNoJobId } from '../core/job-identity.ts'

export interface RecentJobs {
  readonly jobIds: readonly string[]
  /** Folders among them whose names are no job ids, with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[]
}

/** The `count` folders that changed last, the last one first. Throws `log.missing`. */
export async function recentJobs({ jobsDir }: Pick<Config, 'jobsDir'>, count: number): Promise<RecentJobs> {
  const names = await createJobFolders(jobsDir).recent(count)
  const judged = names.map((name) => ({ name, reason: whyNoJobId(name) }))
  return {
    jobIds: judged.flatMap(({ name, reason }) => (reason === undefined ? [name] : [])),
    refused: judged.flatMap(({ name, reason }) => (reason === undefined ? [] : [{ name, reason }])),
  }
}
