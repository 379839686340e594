// Jobs for load tests: folders in the classic layout, of four kinds in turn, with what must become of each.

import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface LoadJob {
  readonly jobId: string
  readonly project: string
  readonly learnings: number
  readonly isTold: boolean
}

interface Kind {
  readonly lines: readonly string[]
  readonly learnings: number
  readonly isTold: boolean
}

const LEARNED = 'Learned: the build cache has to be cleared after an upgrade'
const CAUSE = 'Root cause: a lock file of an earlier run was left behind'

const QUIET: Kind = { lines: ['compiling', 'exit:0'], learnings: 0, isTold: false }
const FAILED: Kind = { lines: ['compiling', 'exit:1'], learnings: 0, isTold: true }
const LEARNT: Kind = { lines: [LEARNED, CAUSE, 'exit:0'], learnings: 2, isTold: true }
const FAILED_AND_LEARNT: Kind = { lines: [CAUSE, 'exit:137'], learnings: 1, isTold: true }

const MIXED_KINDS = [QUIET, FAILED, LEARNT, FAILED_AND_LEARNT] as const
/** Every job has a learning and a message. */
export const BUSY_KINDS = [LEARNT, FAILED_AND_LEARNT] as const

/** Writes `count` settled job folders below `jobsDir`. */
export async function writeJobFolders(
  jobsDir: string,
  count: number,
  kinds: readonly Kind[] = MIXED_KINDS,
): Promise<LoadJob[]> {
  const jobs: LoadJob[] = []
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index % kinds.length] as Kind
    const job = { jobId: `load-${String(index).padStart(5, '0')}`, project: `project-${index % 7}` }
    await writeJobFolder(join(jobsDir, job.jobId), kind, job.project)
    jobs.push({ ...job, learnings: kind.learnings, isTold: kind.isTold })
  }
  return jobs
}

async function writeJobFolder(folder: string, kind: Kind, project: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ project, task: 'build' }))
  const log = join(folder, 'output.log')
  await writeFile(log, kind.lines.join('\n'))
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(log, longAgo, longAgo)
}
