import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createJobFolders } from '../../../src/adapters/files/job-folders.ts'
import { tempFolder } from '../../support/temp-folder.ts'

describe('listing job folders', () => {
  test('names folders and links to folders, nothing else', async () => {
    const jobs = await tempFolder()
    for (const name of ['b', 'Ä 😀', 'a\\b']) mkdirSync(`${jobs}/${name}`)
    writeFileSync(`${jobs}/file`, '')
    symlinkSync('b', `${jobs}/link`)
    symlinkSync('nowhere', `${jobs}/dangling`)
    symlinkSync('circle', `${jobs}/circle`)
    expect(await createJobFolders(jobs).all()).toEqual(['a\\b', 'b', 'link', 'Ä 😀'])
  })

  test('names folders whose names are not UTF-8 by the bytes that are wrong', async () => {
    const jobs = await tempFolder()
    const names = ['63e9', 'c3a9ff', 'eda080', 'f09f98', 'ff80']
    for (const name of names) mkdirSync(Buffer.concat([Buffer.from(`${jobs}/`), Buffer.from(name, 'hex')]))
    utimesSync(Buffer.concat([Buffer.from(`${jobs}/`), Buffer.of(0xff, 0x80)]), 1, 4_000_000_000)
    const expected = ['c\udce9', 'é\udcff', '\udced\udca0\udc80', '\udcf0\udc9f\udc98', '\udcff\udc80']
    const folders = createJobFolders(jobs)
    expect(new Set(await folders.all())).toEqual(new Set(expected))
    expect(await folders.recent(1)).toEqual(['\udcff\udc80'])
  })

  test('names what it cannot look at, too: whoever reads it says why', async () => {
    const jobs = await tempFolder()
    symlinkSync('x'.repeat(300), `${jobs}/odd`)
    expect(await createJobFolders(jobs).all()).toEqual(['odd'])
  })

  test('says that there is no such folder', async () => {
    await expect(createJobFolders(`${await tempFolder()}/none`).all()).rejects.toMatchObject({ code: 'log.missing' })
  })
})
