// The commands that need a queue, on the embedded server: nothing else has to be there.

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startBotApi } from '../support/bot-api/server.ts'
import { postgres } from '../support/postgres.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const FAILED = 'Error: disk full\nsolution: make room on the disk\nexit:1\n'
const PASSED = 'tests passed\ndone\nexit:0\n'
const TOKEN = `123456:${'A'.repeat(35)}`
const MINUTES_MS = 60_000
/** Whose scores and learnings the first test holds. */
const CLASSIC = { POSTFLIGHT_RULES: 'classic' }

describe.skipIf(postgres().missing)('on the embedded server', () => {
  it(
    'processes jobs, shows what became of them, and analyses them anew only when asked',
    async () => {
      const run = await setup({ failed: FAILED, passed: PASSED }, CLASSIC)
      const first = await run('process', 'failed')
      expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' })
      expect(JSON.parse(first.stdout)).toMatchObject({
        job_id: 'failed',
        exit_code: 1,
        learning_result: { learnings_stored: 1, relations_created: 1 },
        telegram_notified: false,
      })

      const second = await run('process', 'failed')
      expect(second.stdout).toBe(first.stdout)
      expect(second.stderr).toMatch(/^failed has a report, made .+ ago; --again analyses the job anew\.$/m)

      const recent = await run('process', '--recent')
      expect(recent.stdout).toContain('\n=== Postflight: failed ===\n Score: 18/100\n Errors: 1\n Learnings: 1\n')
      expect(recent.stdout).toContain('\n=== Postflight: passed ===\n Score: 90/100\n Errors: 0\n')

      await rm(join(run.folder, 'qa-reports', 'failed.json'))
      expect(await run('process', 'failed')).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('failed is through, but its report is gone; --again analyses the job anew.'),
      })

      const told = await run('process', 'failed', '--again', '--exit-code', '137', '--project', 'shop')
      expect(JSON.parse(told.stdout)).toMatchObject({ exit_code: 137, project: 'shop' })

      const again = await run('process', 'failed', '--again')
      expect(again.code).toBe(0)
      expect(JSON.parse(again.stdout)).toMatchObject({ exit_code: 137, project: 'shop' })
      expect(JSON.parse(again.stdout).timestamp).not.toBe(JSON.parse(first.stdout).timestamp)

      const report = await run('report', 'failed')
      expect(report.stdout).toMatch(/^failed {2}18\/100 {2}exit code 137/)
      expect(JSON.parse((await run('report', 'failed', '--json')).stdout)).toEqual(JSON.parse(again.stdout))

      const learnings = JSON.parse((await run('learnings', '--json')).stdout)
      expect(learnings).toMatchObject([{ job_id: 'failed', learning_type: 'solution_found' }])
      expect((await run('learnings', '--project', 'other')).stdout).toContain('no such learning yet')

      const status = JSON.parse((await run('status', '--json')).stdout)
      expect(status).toMatchObject({
        backend: 'embedded',
        queues: [{ queue: 'validation', completed: 2, workers: 0, held_for_ms: 0 }, {}, {}, {}],
        repairs: { fanned_out: 0 },
      })
    },
    2 * MINUTES_MS,
  )

  it(
    'redrives a failed message and refreshes the report',
    async () => {
      const botApi = await startBotApi({ botToken: TOKEN, chatId: '42' })
      onTestFinished(() => botApi.close())
      const env = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_CHAT_ID: '42', TELEGRAM_API_ROOT: botApi.apiRoot }
      const run = await setup({ failed: FAILED }, env)
      botApi.fault({ kind: 'blocked' })
      expect(JSON.parse((await run('process', 'failed')).stdout)).toMatchObject({ telegram_notified: false })
      const listed = await run('failed')
      expect(listed.stdout).toMatch(/^notification {2}failed +1 .+ ago +1$/m)
      expect(listed.stdout).toContain('Next: `postflight retry notification`')
      expect(JSON.parse((await run('failed', '--json')).stdout)).toMatchObject([{ job_id: 'failed', run_attempt: 1 }])

      const inVain = await run('retry', 'notification', '--json')
      expect({ code: inVain.code, printed: JSON.parse(inVain.stdout) }).toEqual({
        code: 3,
        printed: { queue: 'notification', retried: ['failed'], unknown: [], failed_again: 1 },
      })

      botApi.fault({ kind: 'none' })
      const retried = await run('retry', 'notification')
      expect(retried).toMatchObject({ code: 0, stdout: 'retried failed\n' })
      expect(botApi.sent).toHaveLength(1)
      expect(JSON.parse((await run('report', 'failed', '--json')).stdout)).toMatchObject({ telegram_notified: true })
      expect(JSON.parse((await run('status', '--json')).stdout).repairs).toMatchObject({ refreshed: 2, failed: 0 })
      expect((await run('failed', 'notification')).stdout).toContain('Nothing of notification has failed for good.')
    },
    2 * MINUTES_MS,
  )

  it(
    'says what is missing where there is nothing',
    async () => {
      const run = await setup({})
      expect(await run('report', 'gone')).toMatchObject({ code: 2, stdout: '' })
      expect((await run('process', '--recent')).stderr).toContain('There are no jobs below POSTFLIGHT_JOBS_DIR yet.')
      const nowhere = { POSTFLIGHT_JOBS_DIR: 'nowhere', POSTFLIGHT_LOG_WAIT_MS: '0' }
      expect(await (await setup({}, nowhere))('process', 'gone')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('"Job directory not found: '),
        stderr: expect.stringMatching(
          /^There is no folder .+nowhere yet; POSTFLIGHT_JOBS_DIR says where the jobs are\.$/m,
        ),
      })
      expect(await run('retry', 'learning', 'gone')).toMatchObject({
        code: 2,
        stdout: 'not failed in learning: gone\n',
      })
      expect(await run('retry', 'learning')).toMatchObject({
        code: 0,
        stdout: 'Nothing of learning has failed for good.\n',
      })
    },
    MINUTES_MS,
  )
})

async function setup(logs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const folder = await tempFolder()
  await mkdir(join(folder, 'jobs'))
  for (const [jobId, log] of Object.entries(logs)) {
    await mkdir(join(folder, 'jobs', jobId))
    await writeFile(join(folder, 'jobs', jobId, 'output.log'), log)
  }
  const settings = { POSTFLIGHT_DATA_DIR: folder, POSTFLIGHT_LOG_SETTLE_MS: '0', ...env }
  const run = (...args: readonly string[]) => runPostflight(args, { env: settings, cwd: folder })
  return Object.assign(run, { folder })
}
