import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runPostflight, startPostflight } from './run-postflight.ts'

const FAILED = 'Error: disk full\nexit:1\n'
const PASSED = 'tests passed\ndone\nexit:0\n'
/** Whose form of the report is the one without a verdict. */
const CLASSIC = ['--rules', 'classic'] as const

describe('check with one log', () => {
  it('shows score, errors with count and context, and recommendations under the classic rules', async () => {
    const { folder } = await setup({})
    await writeFile(join(folder, 'build.log'), FAILED)
    const { code, stdout, stderr } = await runPostflight(['check', 'build.log', ...CLASSIC], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('build.log  15/100  exit code 1')
    expect(stdout).toMatch(/high {2}error_detected {2}×1\n +Error: disk full/)
    expect(stdout).toContain('Recommendations')
  })

  it('reads standard input and prints the report as JSON', async () => {
    const { code, stdout } = await runPostflight(['check', '-', '--json', ...CLASSIC], { stdin: PASSED })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 0, rule_pack: { name: 'classic' }, errors: [] })
  })

  it('reads standard input when no file is named and it is no terminal', async () => {
    const { code, stdout } = await runPostflight(['check', '--json'], { stdin: PASSED })
    expect({ code, exit: JSON.parse(stdout).exit_code }).toEqual({ code: 0, exit: 0 })
  })

  it('unpacks a .gz file', async () => {
    const { folder } = await setup({})
    await writeFile(join(folder, 'build.log.gz'), gzipSync(FAILED))
    const { stdout } = await runPostflight(['check', 'build.log.gz', '--json', ...CLASSIC], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 1, errors: [{ type: 'error_detected' }] })
  })

  it('ends with 1 only below the threshold', async () => {
    const below = await runPostflight(['check', '-', '--fail-under', '50'], { stdin: FAILED })
    const above = await runPostflight(['check', '-', '--fail-under', '50'], { stdin: PASSED })
    expect([below.code, above.code]).toEqual([1, 0])
  })

  it('says below which threshold it ended', async () => {
    const below = await runPostflight(['check', '-', '--fail-under', '50', ...CLASSIC], { stdin: FAILED })
    expect(below.stderr).toBe('stdin is below 50: 15/100.\n')
    const { folder } = await setup({ a: FAILED, b: PASSED, c: FAILED })
    const many = await runPostflight(['check', '--jobs', folder, '--all', '--fail-under', '50'])
    expect(many.stderr).toBe('2 of 3 jobs are below 50.\n')
  })

  it.runIf(existsSync('/dev/full'))('says in a line that its output cannot be written, and ends with 3', async () => {
    const main = fileURLToPath(new URL('../../bin/postflight.js', import.meta.url))
    const command = `echo exit:0 | ${process.execPath} ${main} check - --fail-under 1 > /dev/full`
    const { code, stderr } = await promisify(execFile)('sh', ['-c', command]).catch((error) => error)
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^Expected the output to be written, got ENOSPC.*\n$/),
    })
  })

  it('takes how the job ended from the caller, whatever the log says', async () => {
    const { stdout } = await runPostflight(['check', '-', '--exit-code', '3', '--json'], { stdin: PASSED })
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 3 })
  })

  it("names the files with rules of one's own, in every form", async () => {
    const { folder } = await setup({})
    await writeFile(join(folder, 'ours.json'), JSON.stringify({ owner: 'ours', pattern: { regexp: '^ours$' } }))
    const check = async (...args: readonly string[]) =>
      (await runPostflight(['check', '-', '--rules', 'ours.json', ...args], { stdin: PASSED, cwd: folder })).stdout
    expect(await check()).toContain('rules postflight 1 with ours.json\n')
    expect(await check('--format', 'junit')).toContain('value="postflight 1 with ours.json"')
    expect(JSON.parse(await check('--format', 'sarif')).runs[0].properties).toMatchObject({ ruleFiles: ['ours.json'] })
    const named = { name: 'postflight', version: '1', files: ['ours.json'] }
    expect(JSON.parse(await check('--json'))).toMatchObject({ rule_pack: named })
  })

  it('says what it did not read', async () => {
    const env = { POSTFLIGHT_CLASSIC_BYTES_MAX: '8' }
    const { stdout } = await runPostflight(['check', '-', ...CLASSIC], { stdin: PASSED, env })
    expect(stdout).toContain('What could not be seen')
  })

  it('ends with 2 when there is no such file', async () => {
    const { code, stdout, stderr } = await runPostflight(['check', 'missing.log'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('missing.log')
  })

  it('passes no terminal escapes of the log on, and prints none of its own into a pipe', async () => {
    const { stdout } = await runPostflight(['check', '-'], {
      stdin: '\u001b]0;title\u0007Error: \u001b[31mred\u001b[0m\n',
    })
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('red')
  })
})

describe('check with a folder of jobs', () => {
  it('prints a line per job and a summary under the classic rules', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED })
    const { code, stdout, stderr } = await runPostflight(['check', '--jobs', folder, '--all', ...CLASSIC])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['SCORE', 'EXIT', 'ERRORS', 'LEARNT', 'JOB'],
      ['15/100', '1', '1', '0', 'a'],
      ['90/100', '0', '0', '0', 'b'],
      [''],
      ['2 jobs: mean score 52.5, 1 at 80 or more, 1 below 50'],
      [''],
    ])
  })

  it('prints a JSON array of reports, whatever their number', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED })
    const many = await runPostflight(['check', '--jobs', folder, '--all', '--json'])
    const one = await runPostflight(['check', '--jobs', folder, 'b', '--json'])
    expect(JSON.parse(many.stdout).map((report: { job_id: string }) => report.job_id)).toEqual(['a', 'b'])
    expect(JSON.parse(one.stdout)).toHaveLength(1)
  })

  it('prints an empty array and a note when there is no job', async () => {
    const { folder } = await setup({})
    const { code, stdout, stderr } = await runPostflight(['check', '--jobs', folder, '--all', '--json'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' })
    expect(stderr).toContain('There are no jobs below')
  })

  it('saves the reports where asked, overwriting, and nothing anywhere else', async () => {
    const { folder } = await setup({ a: FAILED })
    const reports = join(folder, '..', 'out')
    await mkdir(reports)
    await writeFile(join(reports, 'a.json'), 'old')
    await runPostflight(['check', '--jobs', folder, 'a', '--reports', reports], { cwd: folder })
    expect(JSON.parse(await readFile(join(reports, 'a.json'), 'utf8'))).toMatchObject({ job_id: 'a', exit_code: 1 })
    expect(await readdir(reports)).toEqual(['a.json'])
    expect(await readdir(folder)).toEqual(['a'])
  })

  it('ends with 1 when any job is below the threshold', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED })
    const { code } = await runPostflight(['check', '--jobs', folder, '--all', '--fail-under', '50'])
    expect(code).toBe(1)
  })

  it('reports a job that has no folder instead of failing', async () => {
    const { folder } = await setup({})
    const { code, stdout } = await runPostflight(['check', '--jobs', folder, 'gone', ...CLASSIC])
    expect(code).toBe(0)
    expect(stdout).toMatch(/0\/100 +- +1 +0 {2}gone: Job directory not found: .+\/gone\n/)
    expect(stdout).toContain('1 not analysed')
  })

  it('refuses an id that leads elsewhere before it reads anything', async () => {
    const { folder } = await setup({ a: FAILED })
    const { code, stdout } = await runPostflight(['check', '--jobs', folder, 'a', '../a'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('says which folders are no jobs by their names, and goes on with the others', async () => {
    const { folder } = await setup({ a: FAILED, 'b\\c': FAILED, d: PASSED })
    await mkdir(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('caf\xe9', 'latin1')]))
    const lines = await runPostflight(['check', '--jobs', folder, '--all', ...CLASSIC])
    expect({ code: lines.code, stderr: lines.stderr }).toEqual({ code: 0, stderr: '' })
    expect(lines.stdout).toContain('b\\c: Expected job_id to be free of')
    expect(lines.stdout).toContain('caf\ufffd: Expected job_id to be well-formed Unicode')
    expect(lines.stdout).toContain('2 not analysed')
    const { stdout } = await runPostflight(['check', '--jobs', folder, '--all', '--json'])
    expect(JSON.parse(stdout)).toMatchObject([
      { job_id: 'a', validated: true },
      { job_id: 'b\\c', validated: false },
      { job_id: 'caf\udce9', validated: false },
      { job_id: 'd', validated: true },
    ])
  })

  it('leaves valid JSON when it fails on its way', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED, c: PASSED })
    const reports = join(folder, '..', 'out')
    await mkdir(join(reports, 'b.json'), { recursive: true })
    const { code, stdout, stderr } = await runPostflight([
      'check',
      '--jobs',
      folder,
      '--all',
      '--json',
      '--reports',
      reports,
    ])
    expect(code).toBe(3)
    expect(stderr).toContain('report.store_failed')
    expect(JSON.parse(stdout)).toMatchObject([{ job_id: 'a' }])
  })

  it('prints no summary of some when it fails on its way', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED })
    const reports = join(folder, '..', 'out')
    await mkdir(join(reports, 'b.json'), { recursive: true })
    const options = ['--all', '--reports', reports, ...CLASSIC]
    const { code, stdout } = await runPostflight(['check', '--jobs', folder, ...options])
    expect(code).toBe(3)
    expect(stdout).toMatch(/ a\n$/)
  })

  it('asks for --jobs when it is given a folder instead of a log', async () => {
    const { folder } = await setup({ a: FAILED })
    const { code, stdout, stderr } = await runPostflight(['check', folder])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('usage.invalid')
    expect(stderr).toContain(`--jobs ${folder} --all`)
  })

  it('ends with 2 when there is no such folder', async () => {
    const { code, stderr } = await runPostflight(['check', '--jobs', '/nowhere', '--all'])
    expect(code).toBe(2)
    expect(stderr).toContain('/nowhere')
  })

  it('is quiet when its reader goes away', async () => {
    const { folder } = await setup({ a: FAILED, b: PASSED })
    const child = startPostflight(['check', '--jobs', folder, '--all', '--json'])
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('check', () => {
  it('loads no queue, graph, database or logging package', async () => {
    const hook = new URL('./print-loaded-packages.mjs', import.meta.url).href
    const { stdout, stderr } = await runPostflight(['check', '-', '--json'], {
      stdin: PASSED,
      env: { NODE_OPTIONS: `--import ${hook}` },
    })
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 0 })
    const loaded = stderr.split('\n').filter((line) => line !== '')
    expect(loaded).toContain('commander')
    for (const heavy of ['bullmq', 'ioredis', 'neo4j-driver', 'pg', 'pino', 'grammy', 'fastify']) {
      expect(loaded).not.toContain(heavy)
    }
  })
})

/** A jobs folder with these logs, gone after the test. */
async function setup(logs: Readonly<Record<string, string>>) {
  const root = await mkdtemp(join(tmpdir(), 'postflight-check-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const folder = join(root, 'jobs')
  await mkdir(folder)
  for (const [jobId, log] of Object.entries(logs)) {
    await mkdir(join(folder, jobId))
    await writeFile(join(folder, jobId, 'output.log'), log)
  }
  return { folder }
}
