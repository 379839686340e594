// Lists the folders below the jobs folder.

import { readdir, stat } from 'node:fs/promises'
import { PostflightError } from '../../core/error.ts'
import type { JobFolders } from '../../ports/job-checker.ts'

/** Throws `log.missing` when there is no such folder. */
export function createJobFolders(jobsDir: string): JobFolders {
  return {
    all: async () => (await list(jobsDir)).map(({ name }) => name).sort(),
    recent: async (count) => {
      const folders = await list(jobsDir)
      const newestFirst = folders.sort((a, b) => b.changedAtMs - a.changedAtMs || (a.name < b.name ? -1 : 1))
      return newestFirst.slice(0, count).map(({ name }) => name)
    },
  }
}

interface Folder {
  readonly name: string
  readonly changedAtMs: number
}

/** Links to folders count as folders; whether they may be followed is decided where they are read. */
async function list(jobsDir: string): Promise<Folder[]> {
  const names = await readdir(jobsDir).catch((error: unknown) => {
    throw new PostflightError('log.missing', `Expected a folder of jobs at ${jobsDir}, got ${String(error)}`)
  })
  const folders = await Promise.all(names.map((name) => toFolder(jobsDir, name)))
  return folders.filter((folder) => folder !== undefined)
}

async function toFolder(jobsDir: string, name: string): Promise<Folder | undefined> {
  const stats = await stat(`${jobsDir}/${name}`).catch(() => undefined)
  return stats?.isDirectory() === true ? { name, changedAtMs: stats.mtimeMs } : undefined
}
