import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULE_FILE_BYTES_MAX, readDefaultRules, readRuleFiles } from '../../../src/adapters/rules/rule-files.ts'
import { tempFolder } from '../../support/temp-folder.ts'

describe('rule files', () => {
  it('of the default pack are trusted, and their owners are unique', () => {
    const { rules, trustedSources } = readDefaultRules()
    expect(rules.length).toBeGreaterThan(1_000)
    expect(rules.filter(({ source }) => !trustedSources?.has(source))).toEqual([])
    expect(new Set(rules.map(({ owner }) => owner)).size).toBe(rules.length)
  })

  it('of users are not, whatever they are called', async () => {
    const { path } = await setup({ 'network.json': JSON.stringify({ owner: 'a', pattern: { regexp: 'x' } }) })
    const [set] = readRuleFiles([path('network.json')])
    expect(set?.rules.map(({ source }) => source)).toEqual([path('network.json')])
    expect(set?.trustedSources).toBeUndefined()
  })

  it('are refused together, each by its name', async () => {
    const { path } = await setup({
      'a.json': '{',
      'b.json': '{"problemMatcher":[{}]}',
      'c.json': 'x'.repeat(RULE_FILE_BYTES_MAX + 1),
    })
    const names = ['a.json', 'b.json', 'c.json', 'gone.json']
    const read = () => readRuleFiles(names.map(path))
    for (const name of names) expect(read).toThrow(path(name))
    expect(read).toThrow(expect.objectContaining({ code: 'rules.invalid' }))
  })
})

async function setup(files: Readonly<Record<string, string>>) {
  const folder = await tempFolder()
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
  return { path: (name: string) => join(folder, name) }
}
