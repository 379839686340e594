// What the files promise beyond the contract of report stores: that a saved report is still there after a power cut,
// and that what else lies in the folder is no report.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFileReportStore } from '../../../src/adapters/files/file-report-store.ts'
import { identityOf } from '../../../src/core/report-names.ts'
import { failFolderSyncs, watchFolderSyncs } from '../../support/folder-syncs.ts'
import { anAnalysis } from '../../support/reports.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const analysis = anAnalysis()
const completion = {
  learning_result: { job_id: 'job-1', learnings_stored: 0, relations_created: 0 },
  telegram_notified: false,
}

it('puts the name of a new report on disk before it says that the report is saved', async () => {
  const root = await tempFolder()
  const syncs = await watchFolderSyncs(root)
  await createFileReportStore(root).saveFirst(analysis)
  expect(syncs.at(-1)).toEqual({ path: '', names: expect.arrayContaining(['job-1.json']) })
})

it('does so for a completed report, and for a loser that goes on with the report of the winner', async () => {
  const root = await tempFolder()
  const store = createFileReportStore(root)
  await store.saveFirst(analysis)
  const syncs = await watchFolderSyncs(root)
  await store.complete(identityOf(analysis), completion)
  expect(syncs).toHaveLength(1)
  await store.saveFirst(analysis)
  expect(syncs).toHaveLength(2)
})

it('puts the names of new folders on disk too', async () => {
  const root = await tempFolder()
  const syncs = await watchFolderSyncs(root)
  await createFileReportStore(join(root, 'data', 'qa-reports')).saveFirst(analysis)
  expect(syncs).toEqual(
    expect.arrayContaining([
      { path: '', names: ['data'] },
      { path: 'data', names: ['qa-reports'] },
      { path: join('data', 'qa-reports'), names: expect.arrayContaining(['job-1.json']) },
    ]),
  )
})

it.each(['EINVAL', 'EPERM'])('saves where the file system does not sync folders: %s', async (code) => {
  const store = createFileReportStore(await tempFolder())
  await failFolderSyncs(code)
  expect(await store.saveFirst(analysis)).toEqual(analysis)
})

it('says so when the disk fails under a folder', async () => {
  const store = createFileReportStore(await tempFolder())
  await failFolderSyncs('EIO')
  await expect(store.saveFirst(analysis)).rejects.toMatchObject({ code: 'report.store_failed' })
})

it('names only reports, whatever else a process that was killed left behind', async () => {
  const root = await tempFolder()
  const store = createFileReportStore(root)
  await store.saveFirst(analysis)
  for (const name of ['.x.tmp', '.job-1.lock', '.hidden.json', 'notes.txt']) await writeFile(join(root, name), '')
  expect(await store.names()).toEqual(['job-1'])
  expect(await createFileReportStore(join(root, 'none')).names()).toEqual([])
})

it('says of a single report that it cannot be read, not that the store failed', async () => {
  const root = await tempFolder()
  await mkdir(join(root, 'job-1.json'))
  await expect(createFileReportStore(root).loadNamed('job-1')).rejects.toMatchObject({ code: 'report.invalid' })
})
