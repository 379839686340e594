// Lists the folders below the jobs folder, also those whose names no job id can have.

import { isUtf8 } from 'node:buffer'
import { readdir } from 'node:fs/promises'
import { PostflightError } from '../../core/error.ts'
import type { JobFolders } from '../../ports/job-folders.ts'
import { type FileCalls, IN_BACKGROUND } from './file-calls.ts'
import { isAbsent } from './open-inside.ts'

/** Throws `log.missing` when there is no such folder. */
export function createJobFolders(jobsDir: string, calls: FileCalls = IN_BACKGROUND): JobFolders {
  return {
    all: async () => (await list(jobsDir, calls)).map(({ name }) => name).sort(),
    recent: async (count) => {
      const folders = await list(jobsDir, calls)
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
async function list(jobsDir: string, calls: FileCalls): Promise<Folder[]> {
  const names = await readdir(jobsDir, { encoding: 'buffer' }).catch((error: unknown) => {
    throw new PostflightError('log.missing', `Expected a folder of jobs at ${jobsDir}, got ${String(error)}`)
  })
  const folders = await Promise.all(names.map((name) => toFolder(calls, jobsDir, name)))
  return folders.filter((folder) => folder !== undefined)
}

/** What cannot be looked at may be a folder: whoever reads it says why it cannot be read. */
async function toFolder(calls: FileCalls, jobsDir: string, bytes: Buffer): Promise<Folder | undefined> {
  const name = decodeName(bytes)
  try {
    const stats = await calls.stat(Buffer.concat([Buffer.from(`${jobsDir}/`), bytes]))
    return stats.isDirectory() ? { name, changedAtMs: stats.mtimeMs } : undefined
  } catch (error) {
    return isAbsent(error) ? undefined : { name, changedAtMs: 0 }
  }
}

const UTF8_CHARACTER_BYTES_MAX = 4
const SURROGATE_OF_BYTE_0 = 0xdc00

/** As Python does it (PEP 383): each byte that is not UTF-8 becomes the lone surrogate U+DC00 plus the byte. */
function decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString()
  let name = ''
  for (let at = 0; at < bytes.length; ) {
    const character = firstCharacter(bytes.subarray(at, at + UTF8_CHARACTER_BYTES_MAX))
    name += character?.toString() ?? String.fromCharCode(SURROGATE_OF_BYTE_0 + bytes.readUInt8(at))
    at += character?.length ?? 1
  }
  return name
}

function firstCharacter(bytes: Buffer): Buffer | undefined {
  for (let length = 1; length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(0, length))) return bytes.subarray(0, length)
  }
  return undefined
}
