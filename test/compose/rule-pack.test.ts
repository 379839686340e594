import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseRulePack } from '../../src/compose/rule-pack.ts'
import { tempFolder } from '../support/temp-folder.ts'

const HANG = { owner: 'hang', pattern: { regexp: '^hang(?=(a+)+b)' } }
const OURS = {
  owner: 'disk-quota',
  pattern: { regexp: '^quota: (.*)$', message: 1 },
  postflight: { type: 'resource_error', category: 'resource', priority: 92, examples: { match: ['quota: full'] } },
}

describe('rules of users', () => {
  it('are added to the default ones', async () => {
    const { analyse } = await setup({ 'ours.json': OURS })
    const { errors } = analyse('quota: full\nmake: *** [all] Error 2\n')
    expect(errors).toMatchObject([{ rule: 'disk-quota', message: 'full' }])
  })

  it('cannot hang an analysis; the report names the rule', async () => {
    const { analyse } = await setup({ 'hang.json': HANG, 'ours.json': OURS })
    const started = performance.now()
    const { log, errors } = analyse(`hang${'a'.repeat(100)}\nquota: full\nmake: *** [all] Error 2\n`)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(log?.unread).toEqual([expect.stringContaining('hang')])
    expect(errors).toMatchObject([{ rule: 'disk-quota' }])
  })

  it('are named in the pack, which a report repeats', async () => {
    const { pack } = await setup({ 'ours.json': OURS })
    expect({ name: pack.name, version: pack.version, files: pack.files }).toEqual({
      name: 'postflight',
      version: '1',
      files: ['ours.json'],
    })
    expect(await chooseRulePack({ rules: ['postflight'], classicBytesMax: 1 })).not.toHaveProperty('files')
  })

  it('stand aside from the classic ones', async () => {
    const { paths } = await setup({ 'ours.json': OURS })
    const choose = () => chooseRulePack({ rules: ['classic', ...paths], classicBytesMax: 1 })
    await expect(choose()).rejects.toThrow('Expected the classic rules to stand alone')
  })
})

async function setup(files: Readonly<Record<string, unknown>>) {
  const folder = await tempFolder()
  await Promise.all(Object.entries(files).map(([name, file]) => writeFile(join(folder, name), JSON.stringify(file))))
  const paths = Object.keys(files).map((name) => join(folder, name))
  const pack = await chooseRulePack({ rules: paths, classicBytesMax: 1 })
  const analyse = (log: string) => {
    const reader = pack.open()
    reader.push(Buffer.from(log))
    return reader.end({ exitCode: undefined })
  }
  return { paths, pack, analyse }
}
