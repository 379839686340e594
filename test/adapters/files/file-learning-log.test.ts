import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFileLearningLog } from '../../../src/adapters/files/file-learning-log.ts'
import { failFolderSyncs, watchFolderSyncs } from '../../support/folder-syncs.ts'
import { aLearning, anAnalysis } from '../../support/reports.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const analysis = anAnalysis({ learnings: [aLearning, { type: 'workaround', content: 'use the older base image' }] })

it('appends one line per learning, in the classic form', async () => {
  const path = join(await tempFolder(), 'data', 'learning-captures.jsonl')
  await createFileLearningLog(path).append(analysis)
  expect(await readFile(path, 'utf8')).toBe(
    [
      '{"timestamp": "2026-03-01T10:00:00.000Z", "job_id": "job-1", "project": "acme", "type": "root_cause", "content": "the cache was stale after the upgrade", "quality_score": 80}',
      '{"timestamp": "2026-03-01T10:00:00.000Z", "job_id": "job-1", "project": "acme", "type": "workaround", "content": "use the older base image", "quality_score": 80}',
      '',
    ].join('\n'),
  )
})

it('closes off a line that a crash tore, so that it swallows no other', async () => {
  const path = join(await tempFolder(), 'learning-captures.jsonl')
  await appendFile(path, '{"timestamp": "2026')
  await createFileLearningLog(path).append(analysis)
  const [torn, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  expect(torn).toBe('{"timestamp": "2026')
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(['root_cause', 'workaround'])
})

it('keeps the lines of writers at the same time apart', async () => {
  const path = join(await tempFolder(), 'learning-captures.jsonl')
  const writers = Array.from({ length: 30 }, () => createFileLearningLog(path).append(analysis))
  await Promise.all(writers)
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  expect(lines).toHaveLength(60)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ job_id: 'job-1' })
})

it('keeps the lines of writers at the same time apart, however many each of them writes', async () => {
  const path = join(await tempFolder(), 'learning-captures.jsonl')
  const many = anAnalysis({ learnings: Array(10_000).fill(aLearning) })
  await Promise.all(Array.from({ length: 8 }, () => createFileLearningLog(path).append(many)))
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  expect(lines).toHaveLength(80_000)
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
})

it('says so when the file cannot be written', async () => {
  const path = join(await tempFolder(), 'learning-captures.jsonl')
  await mkdir(path)
  await expect(createFileLearningLog(path).append(analysis)).rejects.toMatchObject({ code: 'learning_log.failed' })
})

it('puts the name of the file, and of the folders made for it, on disk before the job goes on', async () => {
  const root = await tempFolder()
  const syncs = await watchFolderSyncs(root)
  await createFileLearningLog(join(root, 'data', 'learning-captures.jsonl')).append(analysis)
  expect(syncs).toEqual(
    expect.arrayContaining([
      { path: '', names: ['data'] },
      { path: 'data', names: ['learning-captures.jsonl'] },
    ]),
  )
})

it('appends where the file system does not sync folders', async () => {
  const path = join(await tempFolder(), 'learning-captures.jsonl')
  await failFolderSyncs('EINVAL')
  await createFileLearningLog(path).append(analysis)
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3)
})
