// Jobs as folders: `<jobs>/<job id>/output.log`, else `output.log.gz`, else `output.log.zst`, and `meta.json`.
// No job id and no symbolic link leads a read outside the jobs folder. Looking never waits.

import type { BigIntStats } from 'node:fs'
import { PostflightError } from '../../core/error.ts'
import { parseJobId } from '../../core/job-identity.ts'
import { renderOsError } from '../../core/python/repr.ts'
import type { JobFiles, LogFile, LogSource } from '../../ports/log-source.ts'
import { type FileCalls, type Handle, IN_BACKGROUND } from './file-calls.ts'
import { isSystemError, type OpenFile, openInside, resolveInside } from './open-inside.ts'
import { type LogFormat, readLog } from './read-log.ts'

export interface FolderLogSourceOptions {
  readonly jobsDir: string
  /** How much an archive may unpack to, in bytes. */
  readonly unpackBytesMax: number
}

export function createFolderLogSource(options: FolderLogSourceOptions, calls: FileCalls = IN_BACKGROUND): LogSource {
  return { locate: async (jobId) => locate({ ...options, calls }, parseJobId(jobId)) }
}

interface Folders extends FolderLogSourceOptions {
  readonly calls: FileCalls
}

interface Place extends Folders {
  /** The jobs folder without any link in it. */
  readonly root: string
  readonly folder: string
}

async function locate(options: Folders, jobId: string): Promise<JobFiles> {
  const folder = `${options.jobsDir.replace(/(?<=.)\/+$/, '')}/${jobId}`.replace(/^\/\//, '/')
  const nothing = {
    folder,
    folderExists: false,
    log: undefined,
    isLogUnreadable: false,
    meta: undefined,
    warnings: [],
  }
  try {
    const root = await options.calls.realpath(options.jobsDir).catch(() => undefined)
    if (root === undefined || (await resolveInside(options.calls, root, folder)) === undefined) return nothing
    const place = { ...options, root, folder }
    const [log, meta] = await Promise.all([findLog(place), findMeta(place)])
    return {
      folder,
      folderExists: true,
      log: log.file,
      isLogUnreadable: log.warnings.length > 0,
      meta: meta.bytes,
      warnings: [...log.warnings, ...meta.warnings],
    }
  } catch (error) {
    if (!isSystemError(error)) throw error
    const warnings = [`Could not look into the job folder: ${renderOsError(error, folder)}`]
    return { ...nothing, folderExists: true, isLogUnreadable: true, warnings }
  }
}

const LOG_NAMES: readonly { readonly name: string; readonly format: LogFormat }[] = [
  { name: 'output.log', format: 'plain' },
  { name: 'output.log.gz', format: 'gzip' },
  { name: 'output.log.zst', format: 'zstd' },
]

interface FoundLog {
  readonly file: LogFile | undefined
  readonly warnings: readonly string[]
}

/** The first that is there counts, even when it cannot be read. */
async function findLog(place: Place): Promise<FoundLog> {
  for (const { name, format } of LOG_NAMES) {
    const path = `${place.folder}/${name}`
    const seen = await look(place, path, 'output')
    if (seen === undefined) continue
    if ('warning' in seen) return { file: undefined, warnings: [seen.warning] }
    return { file: toLogFile(place, { path, format, stats: seen.stats }), warnings: [] }
  }
  return { file: undefined, warnings: [] }
}

function toLogFile(place: Place, log: { path: string; format: LogFormat; stats: BigIntStats }): LogFile {
  return {
    storedBytes: Number(log.stats.size),
    changedAtMs: Number(log.stats.mtimeNs / NANOSECONDS_PER_MS),
    read: () =>
      readLog({ format: log.format, path: log.path, bytesMax: place.unpackBytesMax }, () =>
        openRegular(place, log.path),
      ),
  }
}

const NANOSECONDS_PER_MS = 1_000_000n

/** Metadata larger than this are not read. */
const META_BYTES_MAX = 16 * 1024 * 1024

interface FoundMeta {
  readonly bytes: Uint8Array | undefined
  readonly warnings: readonly string[]
}

/** What is there but unreadable counts as absent, as in the original script, unless that script would have hung. */
async function findMeta(place: Place): Promise<FoundMeta> {
  const path = `${place.folder}/meta.json`
  try {
    const file = await openInside(place.calls, place.root, path)
    if (file === undefined) return { bytes: undefined, warnings: [] }
    try {
      return await readMeta(file)
    } finally {
      await file.handle.close()
    }
  } catch (error) {
    if (!isSystemError(error)) throw error
    return { bytes: undefined, warnings: [] }
  }
}

async function readMeta({ handle, stats }: OpenFile): Promise<FoundMeta> {
  if (stats.isDirectory()) return { bytes: undefined, warnings: [] }
  if (!stats.isFile()) return { bytes: undefined, warnings: [`Expected meta.json to be a file, got ${kindOf(stats)}`] }
  if (stats.size <= META_BYTES_MAX) return { bytes: await readBeginning(handle, Number(stats.size)), warnings: [] }
  const warning = `Expected meta.json to be at most ${META_BYTES_MAX} bytes long, got ${stats.size}`
  return { bytes: undefined, warnings: [warning] }
}

/** So many bytes, or as many as there are. */
async function readBeginning(handle: Handle, bytes: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(bytes)
  let filled = 0
  while (filled < bytes) {
    const read = await handle.read(buffer.subarray(filled))
    if (read === 0) break
    filled += read
  }
  return buffer.subarray(0, filled)
}

type Seen = { readonly stats: BigIntStats } | { readonly warning: string }

async function look(place: Place, path: string, what: string): Promise<Seen | undefined> {
  try {
    const file = await openInside(place.calls, place.root, path)
    if (file === undefined) return undefined
    await file.handle.close()
    const { stats } = file
    return stats.isFile() ? { stats } : { warning: `Could not read ${what}: ${renderNoFile(stats, path)}` }
  } catch (error) {
    if (!isSystemError(error)) throw error
    return { warning: `Could not read ${what}: ${renderOsError(error, path)}` }
  }
}

const DIRECTORY_ERROR = { name: 'Error', message: '', code: 'EISDIR', errno: -21 }

function renderNoFile(stats: BigIntStats, path: string): string {
  if (stats.isDirectory()) return renderOsError(DIRECTORY_ERROR, path)
  return `expected ${path} to be a regular file, got ${kindOf(stats)}`
}

function kindOf(stats: BigIntStats): string {
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

async function openRegular({ calls, root }: Place, path: string): Promise<Handle> {
  const file = await openInside(calls, root, path)
  if (file === undefined) throw new PostflightError('log.unreadable', `Expected a log at ${path}, got none any more`)
  if (file.stats.isFile()) return file.handle
  await file.handle.close()
  throw new PostflightError('log.unreadable', `Expected ${path} to be a regular file, got another kind`)
}
