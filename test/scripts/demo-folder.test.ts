import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { holdFolder } from '../../scripts/demo-folder.ts'

async function setup() {
  const root = await mkdtemp(join(tmpdir(), 'demo-folder-'))
  onTestFinished(() => rm(root, { recursive: true }))
  return { folder: join(root, 'data', 'demo'), mark: join(root, 'data', 'demo.pid') }
}

test('holds a folder for one demo at a time', async () => {
  const { folder } = await setup()
  const held = await holdFolder(folder)

  expect(held.wasAbandoned).toBe(false)
  await expect(holdFolder(folder)).rejects.toThrow(
    `Expected no other demo to run in ${folder}, got process ${process.pid}`,
  )
})

test('gives the folder free again', async () => {
  const { folder, mark } = await setup()
  await (await holdFolder(folder)).release()

  expect(existsSync(mark)).toBe(false)
  await expect(holdFolder(folder)).resolves.toMatchObject({ wasAbandoned: false })
})

test.each([
  ['a process that is gone', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
  ['nobody', () => ''],
])('takes over a folder that is marked by %s and says so', async (_, marker) => {
  const { folder, mark } = await setup()
  await (await holdFolder(folder)).release()
  await writeFile(mark, marker())

  await expect(holdFolder(folder)).resolves.toMatchObject({ wasAbandoned: true })
})
