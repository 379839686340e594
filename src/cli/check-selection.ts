// What `postflight check` is asked to read.

import { statSync } from 'node:fs'
import type { JobSelection } from '../compose/check.ts'
import { PostflightError } from '../core/error.ts'
import { parseJobId } from '../core/job-identity.ts'
import { RECENT_STANDARD } from './arguments.ts'

export interface CheckOptions {
  readonly jobs?: string
  readonly recent?: number | true
  readonly all?: true
  readonly reports?: string
  /** Names of packs or paths of files. */
  readonly rules?: readonly string[]
  readonly failUnder?: number
  /** How the one job ended whose log is checked. */
  readonly exitCode?: number
  readonly json?: true
}

export type Selection =
  | { readonly kind: 'stdin' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'jobs'; readonly folder: string; readonly which: JobSelection }

/** What the command line asks to be read; throws `usage.invalid`. */
export function parseSelection(targets: readonly string[], options: CheckOptions): Selection {
  if (options.jobs !== undefined && options.exitCode !== undefined) {
    throw wrongUsage('--exit-code with one log, got --jobs')
  }
  if (options.jobs !== undefined) return { kind: 'jobs', folder: options.jobs, which: parseJobs(targets, options) }
  const folderOption = FOLDER_OPTIONS.find((name) => options[name] !== undefined)
  if (folderOption !== undefined) throw wrongUsage(`--jobs DIR to come with --${folderOption}, got no --jobs`)
  if (targets.length > 1) throw wrongUsage(`one log file, got ${targets.length}; job ids need --jobs DIR`)
  const [target] = targets
  if (target === '-' || (target === undefined && !process.stdin.isTTY)) return { kind: 'stdin' }
  if (target === undefined) throw wrongUsage('a log file, - for standard input, or --jobs DIR, got none of them')
  if (isFolder(target)) throw wrongUsage(`a log file, got a folder; for the jobs below it: --jobs ${target} --all`)
  return { kind: 'file', path: target }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    // Whoever opens it says what is wrong with it.
    return false
  }
}

const FOLDER_OPTIONS = ['recent', 'all', 'reports'] as const

function parseJobs(targets: readonly string[], { recent, all }: CheckOptions): JobSelection {
  const asked = [targets.length > 0, recent !== undefined, all !== undefined].filter((isAsked) => isAsked)
  if (asked.length !== 1) throw wrongUsage(`--jobs with either job ids, --recent or --all, got ${asked.length} of them`)
  if (recent !== undefined) return { kind: 'recent', count: recent === true ? RECENT_STANDARD : recent }
  return all ? { kind: 'all' } : { kind: 'named', jobIds: targets.map(parseJobId) }
}

function wrongUsage(expectation: string): PostflightError {
  return new PostflightError('usage.invalid', `Expected ${expectation}`)
}
