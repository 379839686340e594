// Opens files below the jobs folder and nowhere else, whatever symbolic links stand there or are put there while
// we look, and never waits for a named pipe or a device.

import { type BigIntStats, constants } from 'node:fs'
import { sep } from 'node:path'
import { PostflightError } from '../../core/error.ts'
import type { FileCalls, Handle } from './file-calls.ts'

/** Errors that say "there is no such file", as Python's `Path.exists` understands them. */
const ABSENT_CODES = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EBADF'])
/** Errors of this machine at this moment, which say nothing of the file. */
const PASSING_CODES = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])

/** Undefined when there is nothing at `path`. Throws `log.unsafe` when it leads out of `root`. */
export async function resolveInside(calls: FileCalls, root: string, path: string): Promise<string | undefined> {
  try {
    const real = await calls.realpath(path)
    if (real.startsWith(root.endsWith(sep) ? root : root + sep)) return real
    throw new PostflightError('log.unsafe', `Expected ${path} to stay inside ${root}, got a link to ${real}`)
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Whether this error says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return isSystemError(error) && ABSENT_CODES.has(error.code)
}

export interface OpenFile {
  readonly handle: Handle
  readonly stats: BigIntStats
}

/**
 * The file or folder at `path`, opened, for the caller to close; undefined when there is none. Throws `log.unsafe`,
 * `log.unreadable` when this machine is short of handles, and system errors of the file itself.
 */
export async function openInside(calls: FileCalls, root: string, path: string): Promise<OpenFile | undefined> {
  const real = await resolveInside(calls, root, path).catch(rethrowPassing)
  if (real === undefined) return undefined
  const handle = await calls.open(real, constants.O_NONBLOCK | constants.O_NOFOLLOW).catch(rethrowPassing)
  try {
    return { handle, stats: await statSame(calls, handle, { root, real }) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Makes sure that what was opened is what stands at the resolved place: nothing was swapped for a link in between. */
async function statSame(
  calls: FileCalls,
  handle: Handle,
  { root, real }: { readonly root: string; readonly real: string },
): Promise<BigIntStats> {
  const [stats, there, stillReal] = await Promise.all([
    handle.stat(),
    calls.lstat(real),
    resolveInside(calls, root, real),
  ])
  if (stats.dev === there.dev && stats.ino === there.ino && stillReal === real) return stats
  throw new PostflightError('log.unreadable', `Expected ${real} to stay the same file while it was opened`)
}

function rethrowPassing(error: unknown): never {
  if (!isSystemError(error) || !PASSING_CODES.has(error.code)) throw error
  throw new PostflightError('log.unreadable', `Expected this machine to open one more file, got ${error.message}`, {
    cause: error,
  })
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && 'errno' in error && !(error instanceof PostflightError)
}
