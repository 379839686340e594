import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { describe } from 'vitest'
import { AT_ONCE, type FileCalls, IN_BACKGROUND } from '../../src/adapters/files/file-calls.ts'
import { createFolderLogSource } from '../../src/adapters/files/folder-log-source.ts'
import { tempFolder } from '../support/temp-folder.ts'
import {
  describeLogSource,
  type JobSeed,
  type LogSourceBundle,
  SECRET,
  UNPACK_BYTES_MAX,
} from './log-source.contract.ts'

describe.each([
  ['in the background', IN_BACKGROUND],
  ['at once', AT_ONCE],
])('read %s', (_, calls) => {
  describeLogSource('folders', () => openFolders(calls))
})

async function openFolders(calls: FileCalls): Promise<LogSourceBundle> {
  const root = await tempFolder()
  const jobsDir = `${root}/jobs`
  await mkdir(jobsDir)
  await mkdir(`${root}/outside`)
  await writeFile(`${root}/outside/output.log`, SECRET)
  return {
    source: createFolderLogSource({ jobsDir, unpackBytesMax: UNPACK_BYTES_MAX }, calls),
    put: async (jobId, seed) => {
      await rm(`${jobsDir}/${jobId}`, { recursive: true, force: true })
      await mkdir(`${jobsDir}/${jobId}`)
      for (const [field, name] of FILES) if (seed[field]) await writeFile(`${jobsDir}/${jobId}/${name}`, seed[field])
    },
    remove: (jobId) => rm(`${jobsDir}/${jobId}`, { recursive: true }),
    putUnreadableLog: async (jobId) => {
      await mkdir(`${jobsDir}/${jobId}/output.log`)
    },
    putLeadOutside: (jobId) => symlink('../../outside/output.log', `${jobsDir}/${jobId}/output.log`),
    leadingIds: ['../outside', `${root}/outside`, '..', 'x/../../outside', '..\\outside', '%2e%2e%2foutside', '~'],
  }
}

const FILES = [
  ['log', 'output.log'],
  ['packedLog', 'output.log.gz'],
  ['meta', 'meta.json'],
] as const satisfies readonly (readonly [keyof JobSeed, string])[]
