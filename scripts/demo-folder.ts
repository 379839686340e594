// The demo's own data folder: one demo at a time, and every run begins with an empty one.

import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PostflightError } from '../src/core/error.ts'

export interface HeldFolder {
  /** Whether an earlier demo died in this folder, so that its database server may still run. */
  readonly wasAbandoned: boolean
  release(): Promise<void>
}

/** Marks the folder as this process's. Throws `usage.invalid` when another living process holds it. */
export async function holdFolder(folder: string): Promise<HeldFolder> {
  const mark = `${folder}.pid`
  await mkdir(dirname(folder), { recursive: true })
  const release = () => rm(mark, { force: true })
  if (await writeMark(mark)) return { wasAbandoned: false, release }
  const holder = Number(await readFile(mark, 'utf8').catch(() => ''))
  if (isAlive(holder)) {
    throw new PostflightError(
      'usage.invalid',
      `Expected no other demo to run in ${folder}, got process ${holder}; if that is no demo, delete ${mark}`,
    )
  }
  await release()
  await writeMark(mark)
  return { wasAbandoned: true, release }
}

/** False when the mark is there already. */
async function writeMark(mark: string): Promise<boolean> {
  try {
    const file = await open(mark, 'wx')
    await file.writeFile(String(process.pid))
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
