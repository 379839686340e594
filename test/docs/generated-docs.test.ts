import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { listSettings } from '../../scripts/docs-tables.ts'
import { generateDocs } from '../../scripts/generate-docs.ts'
import { parseConfig } from '../../src/config/parse-config.ts'

describe('the generated documentation', () => {
  it.each(generateDocs().map((file) => [file.path, file] as const))(
    '%s is up to date (npm run docs:generate)',
    (_path, { current, wanted }) => {
      expect(current).toBe(wanted)
    },
  )

  it('covers the settings, the command line and the example environment', () => {
    const paths = generateDocs().map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['.env.example', 'docs/configuration.md', 'docs/cli.md']))
  })

  it('shows defaults that are the defaults', () => {
    const defaults = listSettings().flatMap(({ settings }) =>
      settings.map(({ name, default: standard }) => [name, standard ?? ''] as const),
    )
    expect(parseConfig(Object.fromEntries(defaults), '/srv')).toEqual(parseConfig({}, '/srv'))
  })

  it('offers an example environment that changes nothing when it is used', () => {
    const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n')
    const settings = lines.map((line) => /^#([A-Z0-9_]+)=(.*)$/.exec(line)).filter((match) => match !== null)
    const env = Object.fromEntries(settings.map(([, name, value]) => [name, value?.replace(/^'(.*)'$/, '$1')]))
    expect(Object.keys(env).length).toBeGreaterThan(20)
    expect(parseConfig(env, '/srv')).toEqual(parseConfig({}, '/srv'))
  })
})
