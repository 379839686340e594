// Opens what `check` needs and wires it together. Imports nothing of queues, graph or schemas, and the rules only where
// this thread applies them: it starts at once.

import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { AT_ONCE } from '../adapters/files/file-calls.ts'
import { createJobFolders } from '../adapters/files/job-folders.ts'
import { makeOutputFolder } from '../adapters/files/report-output.ts'
import { openSingleLog } from '../adapters/files/single-log.ts'
import { createCheckerPool } from '../adapters/threads/checker-pool.ts'
import type { CompletionMessage } from '../core/completion-message.ts'
import type { Analysis } from '../core/report.ts'
import type { JobChecker } from '../ports/job-checker.ts'
import type { LogFile } from '../ports/log-source.ts'
import { messageOf } from '../stages/check-job.ts'
import { checkJobs } from '../stages/check-jobs.ts'
import type { CheckOptions } from './check-options.ts'

/** The rules, how much of a log they read and how much an archive may unpack to, in bytes. */
export type CheckLimits = Pick<CheckOptions, 'rules' | 'classicBytesMax' | 'unpackBytesMax'>

export interface Check {
  /** Analyses what a stream yields, under the name of `jobId`. */
  stream(log: NamedStream): Promise<Analysis>
  /** Analyses one file, also `.gz` and `.zst`; throws `log.missing`. */
  file(path: string, exitCode?: number): Promise<Analysis>
  /** Ids of the jobs below a folder: all by name, recent ones the last changed first. Throws `log.missing`. */
  list(folder: string, which: JobSelection): Promise<readonly string[]>
  /** One analysis for each job, in their order, and its report saved as `<reportsDir>/<job id>.json`. */
  jobs(request: JobsRequest): AsyncIterable<Analysis>
}

export interface NamedStream {
  readonly jobId: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** How the job ended, where the caller knows; outranks what the log says. */
  readonly exitCode?: number | undefined
}

export type JobSelection =
  | { readonly kind: 'named'; readonly jobIds: readonly string[] }
  /** The jobs whose folders changed last. */
  | { readonly kind: 'recent'; readonly count: number }
  | { readonly kind: 'all' }

export interface JobsRequest {
  readonly folder: string
  readonly jobIds: readonly string[]
  readonly reportsDir?: string | undefined
}

export function openCheck(limits: CheckLimits): Check {
  return {
    stream: ({ jobId, bytes, exitCode }) => {
      const log = { storedBytes: 0, changedAtMs: 0, read: () => bytes }
      return analyseOne(limits, { ...messageOf(jobId), exitCode }, log)
    },
    file: async (path, exitCode) => {
      const log = await openSingleLog(path, limits.unpackBytesMax)
      return analyseOne(limits, { ...messageOf(basename(path)), exitCode }, log)
    },
    list: (folder, which) => list(folder, which),
    jobs: (request) => analyseJobs(limits, request),
  }
}

async function analyseOne(limits: CheckLimits, message: CompletionMessage, log: LogFile): Promise<Analysis> {
  const { openAnalyser } = await import('./check-inline.ts')
  const analyser = await openAnalyser(limits, { isShared: true })
  const files = { folder: '', folderExists: true, log, isLogUnreadable: false, meta: undefined, warnings: [] }
  return analyser.analyse({ message, files, warnings: [] })
}

async function list(folder: string, which: JobSelection): Promise<readonly string[]> {
  if (which.kind === 'named') return which.jobIds
  const folders = createJobFolders(folder, AT_ONCE)
  return which.kind === 'all' ? folders.all() : folders.recent(which.count)
}

async function* analyseJobs(limits: CheckLimits, request: JobsRequest): AsyncGenerator<Analysis> {
  const { folder: jobsDir, jobIds, reportsDir } = request
  if (reportsDir !== undefined) await makeOutputFolder(reportsDir)
  const options = {
    jobsDir,
    rules: limits.rules,
    classicBytesMax: limits.classicBytesMax,
    unpackBytesMax: limits.unpackBytesMax,
    ...(reportsDir === undefined ? {} : { reportsDir }),
  }
  const checker = await createChecker(options, jobIds.length)
  try {
    yield* checkJobs(checker, jobIds)
  } finally {
    await checker.close()
  }
}

/** Starting threads takes longer than reading so few logs. */
const INLINE_JOBS_MAX = 16

async function createChecker(options: CheckOptions, jobs: number): Promise<JobChecker> {
  if (jobs <= INLINE_JOBS_MAX) {
    const { createInlineChecker } = await import('./check-inline.ts')
    return await createInlineChecker(options, { isShared: true })
  }
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const entry = new URL(`./check-thread.${extension}`, import.meta.url)
  return createCheckerPool({ entry, threads: availableParallelism(), data: options })
}
