// PostgreSQL's lock file `postmaster.pid`: who runs the server of a data folder, and whether that is still true.

import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Site } from './site.ts'

export const PORT = 5432

export interface ServerLock {
  readonly pid: number
  /** Whether the server takes connections. */
  readonly ready: boolean
}

/** Line 1 of the file is the process id, line 8 the state. Undefined without a server, or while it is written. */
export async function readServerLock(site: Site): Promise<ServerLock | undefined> {
  const lines = (await readFile(lockFile(site), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
}

const lockFile = (site: Site): string => join(site.dataFolder, 'postmaster.pid')

/**
 * PostgreSQL takes a lock file for valid when any process of the same user has its number. After a restart of a
 * container numbers repeat, so the lock of a killed server could bar its successor for ever. A lock whose number
 * nobody has is left alone: PostgreSQL replaces it itself, safely.
 */
export async function removeStaleLock(site: Site): Promise<void> {
  const lock = await readServerLock(site)
  if (lock === undefined || !isAlive(lock.pid) || (await isServer(lock.pid, site))) return
  await rm(join(site.socketFolder, `.s.PGSQL.${PORT}.lock`), { force: true })
  await rm(lockFile(site), { force: true })
}

/** Whether this process is the folder's server: alive, not a zombie, and started with the folder's path. */
export async function isServer(pid: number, site: Site): Promise<boolean> {
  if (!isAlive(pid)) return false
  const commandLine = await (process.platform === 'linux' ? linuxCommandLine(pid) : psCommandLine(pid))
  return commandLine === undefined || commandLine.includes(site.dataFolder)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Empty for a zombie; undefined when it may not be read, so that the process must be taken for the server. */
async function linuxCommandLine(pid: number): Promise<string | undefined> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' || error.code === 'ESRCH' ? '' : undefined,
  )
}

async function psCommandLine(pid: number): Promise<string | undefined> {
  const execution = promisify(execFile)('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  return execution.then(
    ({ stdout }) => stdout,
    () => undefined,
  )
}
