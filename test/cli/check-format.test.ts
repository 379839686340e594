import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const FAILED = 'src/a.c:3:5: error: expected ‘;’ before ‘}’ token\nexit:1\n'

describe('check --format', () => {
  it('prints the report for people when nothing is asked for, as with text', async () => {
    const { run } = await setup()
    const plain = await run('build.log')
    expect(plain.stdout).toMatch(/^FAILED {2}score \d+\/100 {2}exit code 1 {2}build\.log\n/)
    expect(await run('build.log', '--format', 'text')).toEqual(plain)
  })

  it('takes --json for --format json', async () => {
    const { run } = await setup()
    const [short, long, both] = await Promise.all([
      run('build.log', '--json'),
      run('build.log', '--format', 'json'),
      run('build.log', '--json', '--format', 'json'),
    ])
    expect(JSON.parse(short.stdout)).toMatchObject({ job_id: 'build.log', exit_code: 1 })
    for (const { stdout } of [long, both]) expect(withoutTime(stdout)).toBe(withoutTime(short.stdout))
  })

  it('annotates the log under the path as it was given', async () => {
    const { run } = await setup()
    const { stdout } = await run('./build.log', '--format', 'github')
    expect(stdout).toMatch(/^::notice file=\.\/build\.log,(?:line=2,)?title=postflight%3A FAILED \d+\/100::/)
    expect(stdout).toMatch(/\n::error file=(?:\.\/build\.log,line=1|src\/a\.c,line=3)/)
  })

  it('prints SARIF and JUnit of several jobs as one document each', async () => {
    const { run } = await setup()
    const sarif = await run('--jobs', 'jobs', '--all', '--format', 'sarif')
    const junit = await run('--jobs', 'jobs', '--all', '--format', 'junit')
    expect(JSON.parse(sarif.stdout).runs).toHaveLength(2)
    expect(junit.stdout.match(/<testsuite name="[ab]"/g)).toEqual(['<testsuite name="a"', '<testsuite name="b"'])
    expect([sarif.code, junit.code]).toEqual([0, 0])
  })

  it('still ends with 1 below the threshold, with the reason beside the document', async () => {
    const { run } = await setup()
    const { code, stdout, stderr } = await run('build.log', '--format', 'sarif', '--fail-under', '50')
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('build.log is below 50') })
    expect(JSON.parse(stdout).version).toBe('2.1.0')
  })

  it.each([
    [['--json', '--format', 'text'], 'Expected either --json or --format text, got both'],
    [['--format', 'xml'], 'Expected one of text, json, github, sarif, junit.'],
  ])('refuses %o', async (options, reason) => {
    const { run } = await setup()
    const { code, stdout, stderr } = await run('build.log', ...options)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })
})

function withoutTime(json: string): string {
  return json.replace(/"timestamp": ".*?"/, '')
}

async function setup() {
  const cwd = await tempFolder()
  await writeFile(join(cwd, 'build.log'), FAILED)
  for (const jobId of ['a', 'b']) {
    await mkdir(join(cwd, 'jobs', jobId), { recursive: true })
    await writeFile(join(cwd, 'jobs', jobId, 'output.log'), FAILED)
  }
  return { run: (...args: readonly string[]) => runPostflight(['check', ...args], { cwd }) }
}
