// Compares the classic rules with another implementation of them, field by field, and counts the differences:
//   npx tsx test/support/hostile/compare-with-oracle/main.ts MODULE.py --seed 1 --count 3000
//   npx tsx test/support/hostile/compare-with-oracle/main.ts MODULE.py --jobs FOLDER

import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openCheck } from '../../../../src/compose/check.ts'
import { parsePythonJson } from '../../../../src/core/python/parse-json.ts'
import { renderReportJson } from '../../../../src/core/render-report.ts'
import { hostileJobs, writeHostileJobs } from '../job-folders.ts'
import { askOracle, differences, type Fields, show } from '../oracle.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, count: { type: 'string', default: '3000' }, jobs: { type: 'string' } },
})
const root = mkdtempSync(join(tmpdir(), 'postflight-oracle-'))
try {
  const jobIds = prepare()
  await compare(jobIds, await askOracle(resolve(positionals[0] ?? ''), root, jobIds))
} finally {
  rmSync(root, { recursive: true })
}

function prepare(): string[] {
  if (values.jobs !== undefined) {
    symlinkSync(resolve(values.jobs), join(root, 'jobs'))
    return readdirSync(values.jobs)
  }
  const jobs = hostileJobs(Number(values.seed), Number(values.count))
  writeHostileJobs(join(root, 'jobs'), jobs)
  return jobs.map(({ jobId }) => jobId)
}

/** Where the oracle raises there is nothing to compare, but the report must say what is wrong. */
async function compare(jobIds: readonly string[], answers: readonly Fields[]): Promise<void> {
  const counts = { jobs: 0, differences: 0, raised: 0, raisedWithoutWarning: 0 }
  const check = openCheck({ rules: ['classic'], classicBytesMax: 2 ** 28, unpackBytesMax: 2 ** 30 })
  for await (const analysis of check.jobs({ folder: join(root, 'jobs'), jobIds })) {
    const expected = answers[counts.jobs++]?.get('report') as Fields | undefined
    if (expected === undefined) {
      counts.raised++
      if (analysis.warnings.length === 0) counts.raisedWithoutWarning++
      continue
    }
    const actual = parsePythonJson(renderReportJson(analysis)) as Fields
    for (const field of differences(expected, actual)) {
      counts.differences++
      console.log(JSON.stringify(analysis.job_id), field, show(expected, field), 'but here', show(actual, field))
    }
  }
  console.log(JSON.stringify(counts))
}
