import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const NO_REDIS = 'redis://127.0.0.1:1'
const FAILED_LOG = 'Error: disk full\nexit:1\n'

describe('recheck', () => {
  it('shows what the rules in force change, writes nothing, and needs no queue', async () => {
    const { run, readReport } = await setup({ 'build-1': FAILED_LOG })
    const before = await readReport('build-1')
    const { code, stdout, stderr } = await run('recheck', '--all')
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Nothing was written; --apply replaces 1 report.\n' })
    expect(stdout).toMatch(/^build-1\n {2}score {6}\d+\/100 → \d+\/100\n/)
    expect(stdout).toContain('  rules      classic 1 → postflight 1\n')
    expect(stdout).toMatch(/\n1 rechecked under postflight 1: 1 changed \(the verdict of 0\), 0 unchanged\.\n$/)
    expect(await readReport('build-1')).toBe(before)
  })

  it('replaces what changes where so asked, and then nothing more', async () => {
    const { run, readReport } = await setup({ 'build-1': FAILED_LOG })
    const { code, stderr } = await run('recheck', 'build-1', '--apply')
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Replaced 1 report. Nobody was') })
    expect(JSON.parse(await readReport('build-1'))).toMatchObject({ rule_pack: { name: 'postflight' }, exit_code: 1 })
    const again = await run('recheck', 'build-1', '--apply')
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining(': 0 changed, 1 unchanged.') })
    expect(again.stderr).toBe('Nothing was replaced.\n')
  })

  it('counts and names what could not be rechecked', async () => {
    const { run, folder } = await setup({ 'build-1': FAILED_LOG, 'build-2': FAILED_LOG })
    await rm(join(folder, 'jobs', 'build-2'), { recursive: true })
    await writeFile(join(folder, 'reports', 'torn.json'), '{')
    const { code, stdout } = await run('recheck', '--all')
    expect(code).toBe(0)
    expect(stdout).toContain('\n2 could not be rechecked:\n  1 × log is gone: build-2\n  1 × report cannot be read:\n')
    expect(stdout).toContain('\n    torn: Expected a report to be JSON')
  })

  it('leaves a report whose log was changed later', async () => {
    const { run, folder, readReport } = await setup({ 'build-1': FAILED_LOG })
    const before = await readReport('build-1')
    const later = new Date(Date.now() + 60_000)
    await utimes(join(folder, 'jobs', 'build-1', 'output.log'), later, later)
    const { stdout, stderr } = await run('recheck', '--recent', '--apply')
    expect(stdout).toContain('\n  Its log is another than the report was made from: --apply leaves this report.\n')
    expect(stderr).toMatch(/^Nothing was replaced\.\n1 report with a log that was changed later: /)
    expect(await readReport('build-1')).toBe(before)
  })

  it('passes over reports that were made earlier than asked for', async () => {
    const { run, folder, readReport } = await setup({ 'build-1': FAILED_LOG, 'build-2': FAILED_LOG })
    const old = (await readReport('build-2')).replace(/"timestamp": "\d+/, '"timestamp": "2020')
    await writeFile(join(folder, 'reports', 'build-2.json'), old)
    const { stdout } = await run('recheck', '--since', '7d')
    expect(stdout).toContain('\n1 rechecked')
    expect(stdout).not.toContain('build-2')
  })

  it('prints one JSON document, also where there is nothing', async () => {
    const { run, folder } = await setup({ 'build-1': FAILED_LOG })
    await writeFile(join(folder, 'reports', 'torn.json'), '{')
    expect(JSON.parse((await run('recheck', '--all', '--json')).stdout)).toMatchObject({
      rules: 'postflight 1',
      reports: [
        { job_id: 'build-1', run_attempt: 1, result: 'shown', rule_pack: { from: 'classic 1', to: 'postflight 1' } },
        { name: 'torn', result: 'not_rechecked', reason: 'report_unreadable' },
      ],
      summary: { rechecked: 1, changed: 1, unchanged: 0, not_rechecked: { report_unreadable: 1 }, is_complete: true },
    })
    await rm(join(folder, 'reports'), { recursive: true })
    expect(JSON.parse((await run('recheck', '--all', '--json')).stdout).reports).toEqual([])
  })

  it('rechecks under the rules that it is told', async () => {
    const { run } = await setup({ 'build-1': FAILED_LOG })
    const { stdout } = await run('recheck', '--all', '--rules', 'classic')
    expect(stdout).toBe('1 rechecked under classic 1: 0 changed, 1 unchanged.\n')
  })

  it('keeps to 80 columns and obeys nothing of a log', async () => {
    const { run } = await setup({ 'build-1': `error: \u001b[2J\u001b]0;x\u0007${'broken pipe '.repeat(40)}\nexit:1\n` })
    const { stdout } = await run('recheck', '--all')
    expect(stdout).toContain('…')
    expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/)
  })

  it('ends with 2 where a named job has no report, and rechecks the others', async () => {
    const { run } = await setup({ 'build-1': FAILED_LOG })
    const { code, stdout } = await run('recheck', 'none', 'build-1')
    expect(code).toBe(2)
    expect(stdout).toContain('1 rechecked')
    expect(stdout).toContain('1 × no report: none')
  })

  it.each([
    [[], 'Expected job ids, --all, --recent or --since, got none of them'],
    [['a', '--all'], 'got 2 of them'],
    [['--since', '7 days'], 'such as 7d'],
    [['--all', '--rules', 'missing.json'], 'missing.json'],
  ])('ends with 2 for %j', async (args, message) => {
    const { run } = await setup({})
    const { code, stdout, stderr } = await run('recheck', ...args)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })

  it('ends with 3 where reports lie beside a queue that is away', async () => {
    const { run } = await setup({}, { POSTFLIGHT_REPORT_STORE: 'redis' })
    const { code, stderr } = await run('recheck', '--all')
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('Error (queue.unavailable)') })
  })
})

/** Jobs by their logs, each with a report under the classic rules. */
async function setup(logs: Readonly<Record<string, string>>, settings: Readonly<Record<string, string>> = {}) {
  const folder = await tempFolder()
  const [jobs, reports] = [join(folder, 'jobs'), join(folder, 'reports')]
  await mkdir(jobs)
  for (const [jobId, log] of Object.entries(logs)) {
    await mkdir(join(jobs, jobId))
    await writeFile(join(jobs, jobId, 'output.log'), log)
  }
  if (Object.keys(logs).length > 0)
    await runPostflight(['check', '--jobs', jobs, '--all', '--reports', reports, '--rules', 'classic'])
  const env = {
    ...{ REDIS_URL: NO_REDIS, POSTFLIGHT_DATA_DIR: folder, POSTFLIGHT_RULES: 'postflight' },
    ...{ POSTFLIGHT_JOBS_DIR: jobs, POSTFLIGHT_REPORTS_DIR: reports, ...settings },
  }
  return {
    folder,
    run: (...args: readonly string[]) => runPostflight(args, { env, cwd: folder }),
    readReport: (jobId: string) => readFile(join(reports, `${jobId}.json`), 'utf8'),
  }
}
