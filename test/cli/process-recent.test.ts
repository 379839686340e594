// `process --recent` on the embedded server, over folders of which some are no jobs.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { postgres } from '../support/postgres.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const MINUTE_MS = 60_000

describe.skipIf(postgres().missing)('process --recent', () => {
  it(
    'says which folders are no jobs by their names, and takes the others through the flow',
    async () => {
      const folder = await tempFolder()
      const jobs = join(folder, 'jobs')
      for (const name of ['a', 'b\\c', 'x'.repeat(201), 'caf\xe9', 'd']) {
        const path = Buffer.concat([Buffer.from(`${jobs}/`), Buffer.from(name, 'latin1')])
        await mkdir(path, { recursive: true })
        await writeFile(Buffer.concat([path, Buffer.from('/output.log')]), 'tests passed\nexit:0\n')
      }
      const env = { POSTFLIGHT_DATA_DIR: folder, POSTFLIGHT_LOG_SETTLE_MS: '0' }
      const { code, stdout, stderr } = await runPostflight(['process', '--recent', '9', '--json'], { env, cwd: folder })
      const reports = JSON.parse(stdout).map((report: { job_id: string }) => report.job_id)
      expect({ code, reports: reports.sort() }).toEqual({ code: 0, reports: ['a', 'd'] })
      expect(stderr).toContain('b\\c is refused: Expected job_id to be free of')
      expect(stderr).toContain(`${'x'.repeat(201)} is refused: Expected job_id to be at most 200 bytes long`)
      expect(stderr).toContain('caf\ufffd is refused: Expected job_id to be well-formed Unicode')
    },
    2 * MINUTE_MS,
  )
})
