import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFileLock } from '../../../src/adapters/files/file-lock.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const setup = async () => {
  const folder = await tempFolder()
  return { folder, path: join(folder, '.job-1.lock') }
}

describe('a lock that is a file', () => {
  it('lets one in at a time, and leaves nothing behind', async () => {
    const { folder, path } = await setup()
    let inside = 0
    let most = 0
    const work = () =>
      withFileLock(path, async () => {
        inside += 1
        most = Math.max(most, inside)
        await readFile(path)
        inside -= 1
      })
    await Promise.all(Array.from({ length: 20 }, work))
    expect({ most, left: await readdir(folder) }).toEqual({ most: 1, left: [] })
  })

  it('is given back when the work fails', async () => {
    const { folder, path } = await setup()
    await expect(withFileLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await readdir(folder)).toEqual([])
  })

  it('is taken away from a process that was killed', async () => {
    const { folder, path } = await setup()
    await writeFile(path, 'left over')
    expect(await withFileLock(path, async () => 'done', 50)).toBe('done')
    expect(await readdir(folder)).toEqual([])
  })

  it('tells a process from which it was taken away, and stays with its new holder', async () => {
    const { path } = await setup()
    const tooSlow = withFileLock(path, async ({ requireHeld }) => {
      await requireHeld()
      await rm(path)
      await writeFile(path, 'another')
      await requireHeld()
    })
    await expect(tooSlow).rejects.toMatchObject({ code: 'report.store_failed', retryable: true })
    expect(await readFile(path, 'utf8')).toBe('another')
  })
})
