// The server's process: started in a process group of its own, so that it outlives its starter, and stopped with
// every commit on disk. PostgreSQL's own lock file decides which of two starters wins.

import { spawn } from 'node:child_process'
import { open, readFile, rename, rmdir, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { PostflightError } from '../../core/error.ts'
import { serverEnvironment, spawnIdentity } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isServer, PORT, readServerLock, removeStaleLock } from './server-lock.ts'
import { openSocketFolder, type Site } from './site.ts'

/** Crash recovery replays at most `max_wal_size`, which takes seconds even on slow disks. */
const READY_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 30_000
const POLL_MS = 20
const LOG_BYTES_MAX = 5 * 1024 * 1024
const LOG_TAIL_LINES = 15

/** Small: one machine's jobs. Everything that keeps commits safe stays at PostgreSQL's default, which is on. */
const SETTINGS = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  max_connections: '200',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  // Statements and details of an error hold what jobs hold; neither belongs in a log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}

/** `lost`: another starter was first, or the remains of a killed server are still ending; attach or try again. */
export type StartResult = 'ready' | 'lost'

/** Starts the server in a process group of its own: it outlives us. Throws `embedded.failed` with its last words. */
export async function startPostmaster(site: Site, binaries: Binaries): Promise<StartResult> {
  await openSocketFolder(site)
  await removeStaleLock(site)
  await rotateLog(site.logFile)
  const log = await open(site.logFile, 'a', 0o600)
  const logStart = (await log.stat()).size
  try {
    const problem = await waitForReady(site, spawnPostmaster(site, binaries, log.fd))
    if (problem === undefined) return 'ready'
    const words = (await readFile(site.logFile)).subarray(logStart).toString()
    if (LOST_TO_ANOTHER.test(words)) return 'lost'
    await removeSocketFolder(site)
    throw new PostflightError(
      'embedded.failed',
      `Expected PostgreSQL to start, got ${problem}: ${lastLines(words, site)}`,
    )
  } finally {
    await log.close()
  }
}

/**
 * PostgreSQL's words for a lock that somebody holds, for shared memory whose last user has not ended yet, and for
 * a socket folder that a leaver took away just now.
 */
const LOST_TO_ANOTHER =
  /lock file ".*" already exists|is still in use|lock file ".*" is empty|could not create lock file ".*": No such file/

function lastLines(words: string, site: Site): string {
  const lines = words.trim().split('\n').slice(-LOG_TAIL_LINES).join('\n')
  return `${lines || 'nothing was logged'} (server log: ${site.logFile})`
}

interface Starting {
  readonly pid: number | undefined
  /** How it ended, once it has. */
  ended: string | undefined
}

function spawnPostmaster(site: Site, binaries: Binaries, logFd: number): Starting {
  const settings = { ...SETTINGS, unix_socket_directories: site.socketFolder }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', site.dataFolder, ...flags], {
    ...spawnIdentity(site.account),
    cwd: '/',
    env: serverEnvironment(),
    stdio: ['ignore', logFd, logFd],
    detached: true,
  })
  const starting: Starting = { pid: child.pid, ended: undefined }
  child.once('error', (error) => (starting.ended = error.message))
  child.once('exit', (code, signal) => (starting.ended = signal ?? `exit code ${code}`))
  child.unref()
  return starting
}

/** Undefined once the server takes connections, else what happened instead. */
async function waitForReady(site: Site, starting: Starting): Promise<string | undefined> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (starting.ended !== undefined) return starting.ended
    const lock = await readServerLock(site)
    if (lock?.ready && lock.pid === starting.pid) return undefined
    await delay(POLL_MS)
  }
  return `no answer within ${READY_TIMEOUT_MS} ms`
}

async function rotateLog(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && found.size > LOG_BYTES_MAX) await rename(path, `${path}.1`)
}

/** Ends every session, writes all to disk and returns once the process is gone. */
export async function stopPostmaster(pid: number, site: Site): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal) || (await waitForEnd(pid, site))) break
  }
  await removeSocketFolder(site)
}

/** Not empty when another server has already started; then the folder is its own. */
async function removeSocketFolder(site: Site): Promise<void> {
  await rmdir(site.socketFolder).catch(() => undefined)
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

async function waitForEnd(pid: number, site: Site): Promise<boolean> {
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (!(await isServer(pid, site))) return true
    await delay(POLL_MS)
  }
  return false
}
