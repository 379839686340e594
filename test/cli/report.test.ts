import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const NO_REDIS = 'redis://127.0.0.1:1'

describe('report', () => {
  it('shows a report of the classic rules that lies in a file although the queue is away', async () => {
    const { run } = await setup()
    const { code, stdout } = await run('report', 'build-1')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^build-1 {2}\d+\/100 {2}exit code 1/) })
  })

  it('prints the text that check prints where there is a verdict', async () => {
    const { run, log } = await setup({}, 'postflight')
    const { stdout } = await run('report', 'build-1')
    const checked = await run('check', log)
    expect(stdout).toMatch(/^FAILED {2}score \d+\/100 {2}exit code 1 {2}build-1\n/)
    expect(stdout.split('\n').slice(1)).toEqual(checked.stdout.split('\n').slice(1))
  })

  it('starts no database to find that there is no report', async () => {
    const { run } = await setup()
    const { code, stderr } = await run('report', 'build-2')
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Error (report.missing)') })
  })

  it('ends with 3 when reports lie beside a queue that is away', async () => {
    const { run } = await setup({ POSTFLIGHT_REPORT_STORE: 'redis' })
    const { code, stderr } = await run('report', 'build-1')
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('Error (queue.unavailable)') })
  })
})

async function setup(settings: Readonly<Record<string, string>> = {}, rules: 'classic' | 'postflight' = 'classic') {
  const folder = await tempFolder()
  const reports = join(folder, 'reports')
  await mkdir(join(folder, 'jobs', 'build-1'), { recursive: true })
  const log = join(folder, 'jobs', 'build-1', 'output.log')
  await writeFile(log, 'Error: disk full\nexit:1\n')
  const options = ['--reports', reports, '--rules', rules]
  await runPostflight(['check', '--jobs', join(folder, 'jobs'), 'build-1', ...options])
  const env = { REDIS_URL: NO_REDIS, POSTFLIGHT_DATA_DIR: folder, POSTFLIGHT_REPORTS_DIR: reports, ...settings }
  return { log, run: (...args: readonly string[]) => runPostflight(args, { env, cwd: folder }) }
}
