import { mkdirSync, utimesSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recentJobs } from '../../src/compose/recent-jobs.ts'
import { tempFolder } from '../support/temp-folder.ts'

test('names the jobs whose folders changed last, and apart from them the folders that are none', async () => {
  const jobsDir = await tempFolder()
  const names = ['old', 'x'.repeat(201), 'new', 'a\\b', 'café'].map((name) => Buffer.from(name, 'latin1'))
  for (const [index, name] of names.entries()) {
    const path = Buffer.concat([Buffer.from(`${jobsDir}/`), name])
    mkdirSync(path)
    utimesSync(path, 1, index + 1)
  }
  expect(await recentJobs({ jobsDir }, 4)).toEqual({
    jobIds: ['new'],
    refused: [
      { name: 'caf\udce9', reason: expect.stringContaining('got a lone surrogate in "caf\\udce9"') },
      { name: 'a\\b', reason: expect.stringContaining('free of "/"') },
      { name: 'x'.repeat(201), reason: expect.stringContaining('got 201 bytes') },
    ],
  })
  expect(await recentJobs({ jobsDir }, 9)).toMatchObject({ jobIds: ['new', 'old'] })
})
