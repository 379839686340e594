// A lock between processes that share a folder, for work of milliseconds: a file that only one of them can make. The
// lock of a process that was killed is taken away by whoever waits for it.

import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { PostflightError } from '../../core/error.ts'

/** A lock that stays the same for so long is left over: it is held for some milliseconds only. */
const LEFT_OVER_MS = 5_000
const LOOK_AGAIN_MS = 10

export interface HeldLock {
  /** Throws `report.store_failed` when it was taken away from a process that was too slow. */
  readonly requireHeld: () => Promise<void>
}

/** Runs the work while no other process holds the lock at `path`, whose folder exists. */
export async function withFileLock<Value>(
  path: string,
  work: (lock: HeldLock) => Promise<Value>,
  leftOverMs: number = LEFT_OVER_MS,
): Promise<Value> {
  const token = randomUUID()
  await acquire(path, token, leftOverMs)
  try {
    return await work({ requireHeld: () => requireHeld(path, token) })
  } finally {
    if ((await readToken(path)) === token) await rm(path, { force: true })
  }
}

async function acquire(path: string, token: string, leftOverMs: number): Promise<void> {
  let seen: { readonly token: string | undefined; readonly sinceMs: number } | undefined
  while (!(await make(path, token))) {
    const standing = await readToken(path)
    const nowMs = performance.now()
    if (seen === undefined || seen.token !== standing) seen = { token: standing, sinceMs: nowMs }
    else if (standing !== undefined && nowMs - seen.sinceMs > leftOverMs) await takeAway(path, standing)
    else await setTimeout(LOOK_AGAIN_MS)
  }
}

async function make(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(token)
      return true
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Undefined when there is no lock. */
async function readToken(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** What is moved aside is looked at again: another waiter may have been here first, and the lock be a new one. */
async function takeAway(path: string, token: string): Promise<void> {
  const aside = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== token) await link(aside, path)
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function requireHeld(path: string, token: string): Promise<void> {
  if ((await readToken(path)) === token) return
  throw new PostflightError('report.store_failed', `Expected the lock ${path} to be held, got it taken away`)
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
