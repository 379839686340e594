import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJudgedReportFiles } from '../../../src/adapters/files/judged-report-files.ts'
import type { PostflightError } from '../../../src/core/error.ts'
import { toFileName } from '../../../src/core/job-identity.ts'
import { tempFolder } from '../../support/temp-folder.ts'

async function setup(names: readonly string[]): Promise<string> {
  const folder = await tempFolder()
  await mkdir(join(folder, 'below'))
  for (const [score, name] of names.entries()) await writeFile(join(folder, name), `{"quality_score":${score}}`)
  return folder
}

async function scores(folder: string, jobIds: readonly string[]): Promise<(number | undefined)[]> {
  const found: (number | undefined)[] = []
  for await (const report of (await openJudgedReportFiles(folder)).of(jobIds)) found.push(report?.quality_score)
  return found
}

it('finds reports by job id, also in folders below, in the order that is asked for', async () => {
  const folder = await setup(['a.json', 'below/b.json'])
  expect(await scores(folder, ['b', 'absent', 'a'])).toEqual([1, undefined, 0])
})

it('finds reports under the name that workers give them', async () => {
  const jobId = 'Build #812'
  const folder = await setup([`${toFileName({ jobId, runAttempt: 1 })}.json`])
  expect(await scores(folder, [jobId])).toEqual([0])
  expect(await (await openJudgedReportFiles(folder)).others([jobId])).toEqual([])
})

it('names the reports of other jobs', async () => {
  const folder = await setup(['a.json', 'b.json', 'below/c.json', 'notes.txt'])
  expect(await (await openJudgedReportFiles(folder)).others(['b'])).toEqual(['a', 'c'])
})

it('refuses two reports of one name, and a folder that is not there', async () => {
  const folder = await setup(['a.json', 'below/a.json'])
  await expect(openJudgedReportFiles(folder)).rejects.toMatchObject({
    code: 'usage.invalid',
    message: `Expected one report of a, got ${folder}/a.json and ${folder}/below/a.json`,
  } satisfies Partial<PostflightError>)
  await expect(openJudgedReportFiles(join(folder, 'absent'))).rejects.toMatchObject({ code: 'report.missing' })
})
