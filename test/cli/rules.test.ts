import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const RULE = {
  owner: 'disk-quota',
  pattern: { regexp: '^quota: (\\S+) is full$', file: 1 },
  postflight: {
    type: 'resource_error',
    category: 'resource',
    priority: 92,
    examples: { match: ['quota: /srv is full'] },
  },
}

describe('rules list', () => {
  it('lists the rules of files before ours, filtered', async () => {
    const { run } = await setup()
    const { code, stdout } = await run('list', '--category', 'resource', '--rules', 'good.json')
    expect({ code, first: stdout.split('\n')[1] }).toEqual({
      code: 0,
      first: expect.stringMatching(/^disk-quota +error +resource_error +resource +92 +good\.json$/),
    })
    expect(stdout).not.toContain('verdict')
  })

  it('prints JSON, and takes the files of POSTFLIGHT_RULES', async () => {
    const { run } = await setup({ POSTFLIGHT_RULES: 'good.json,more.json' })
    const { stdout } = await run('list', '--file', 'more.json', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ owner: 'more', kind: 'error', priority: 60, severity: 'warning' }])
  })
})

describe('rules list, asked for what there is not', () => {
  it('prints names whole into a pipe, however long they are', async () => {
    const { run } = await setup()
    const { stdout } = await run('list', '--file', 'ci-systems.json')
    expect(stdout).not.toContain('…')
    expect(stdout).toContain('ci-gha-runner-no-space ')
  })

  it('says which kinds and categories have rules', async () => {
    const { run } = await setup()
    const kind = await run('list', '--kind', 'learning')
    expect({ code: kind.code, stdout: kind.stdout }).toEqual({ code: 0, stdout: '' })
    expect(kind.stderr).toBe('No rule is of kind learning.\n  kinds that have rules: error, success, verdict\n')
    const both = await run('list', '--kind', 'verdict', '--category', 'network', '--json')
    expect(both.stdout).toBe('[]\n')
    expect(both.stderr).toBe('No rule is of kind verdict and category network.\n  kinds that have rules: error\n')
  })

  it('ends with 2 for a file that no rule is of, and names the files', async () => {
    const { run } = await setup()
    const { code, stderr } = await run('list', '--file', 'nope', '--rules', 'good.json')
    expect(code).toBe(2)
    expect(stderr).toMatch(/Expected --file to name one of .*good\.json.*network\.json.*, got nope/)
  })
})

describe('rules test', () => {
  it('ends with 0 where every example holds, and names rules without examples', async () => {
    const { run } = await setup()
    const { code, stdout, stderr } = await run('test', 'good.json', 'more.json')
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '1 example of 2 rules, 0 ignored lines: all hold.\n',
      stderr: 'Without examples: more. Try --sample.\n',
    })
  })

  it('ends with 1 where one fails, and says how far its rule got', async () => {
    const { run } = await setup()
    const { code, stdout } = await run('test', 'failing.json')
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /reached {3}\^quota: \(\\S\+\) is {4}matches "quota: \/srv is "\n {4}fails {5}f {3}at "empty"/,
    )
  })

  it('tries a sample', async () => {
    const { run } = await setup()
    const { code, stdout } = await run('test', 'good.json', '--sample', 'quota: /tmp is full')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ disk-quota matches\n    file      /tmp\n' })
    expect((await run('test', 'good.json', '--sample', 'quota')).code).toBe(1)
  })

  it('ends with 2 for files that cannot be used, all of them named', async () => {
    const { run } = await setup()
    const { code, stderr } = await run('test', 'broken.json', 'gone.json')
    expect(code).toBe(2)
    expect(stderr).toMatch(/broken\.json[\s\S]*gone\.json/)
  })
})

describe('rules explain', () => {
  it('says which rule fires on which line', async () => {
    const { run, folder } = await setup()
    const { code, stdout } = await run('explain', 'build.log', '--rules', 'good.json')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `2  quota: /srv is full\n    fires   disk-quota (${join(folder, 'good.json')}): error\n`,
    })
  })

  it('keeps to the lines that were asked for', async () => {
    const { run } = await setup()
    const { stdout, stderr } = await run('explain', 'build.log', '--rules', 'good.json', '--lines', '3-9')
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringContaining('the log has 3') })
    expect((await run('explain', 'build.log', '--lines', '9-3')).code).toBe(2)
  })
})

async function setup(env: Readonly<Record<string, string>> = {}) {
  const folder = await tempFolder()
  const failing = { ...RULE, postflight: { ...RULE.postflight, examples: { match: ['quota: /srv is empty'] } } }
  const files = {
    'good.json': JSON.stringify({ problemMatcher: RULE }),
    'more.json': JSON.stringify({ owner: 'more', severity: 'warning', pattern: { regexp: '^more: .*' } }),
    'failing.json': JSON.stringify({ problemMatcher: failing }),
    'broken.json': '{',
    'build.log': 'start\nquota: /srv is full\nend\n',
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
  return { folder, run: (...args: readonly string[]) => runPostflight(['rules', ...args], { cwd: folder, env }) }
}
