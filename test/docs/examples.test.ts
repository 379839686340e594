import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const LOG_BYTES_MAX = 60 * 1024
const JOBS = readdirSync('examples/jobs').sort()

const readLog = (job: string) => readFileSync(`examples/jobs/${job}/output.log`, 'utf8')

test('are listed in the README and in outcomes.json, each once', () => {
  const listed = [...readFileSync('examples/README.md', 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(([, job]) => job)

  expect(listed.sort()).toEqual(JOBS)
  expect(Object.keys(JSON.parse(readFileSync('examples/outcomes.json', 'utf8'))).sort()).toEqual(JOBS)
})

test.each(JOBS)('%s is small, has the classic layout and names no private place', (job) => {
  const meta = JSON.parse(readFileSync(`examples/jobs/${job}/meta.json`, 'utf8'))

  expect(meta).toEqual({ id: job, project: expect.stringMatching(/\w/), task: expect.stringMatching(/\w/) })
  expect(statSync(`examples/jobs/${job}/output.log`).size).toBeLessThanOrEqual(LOG_BYTES_MAX)
  expect(readLog(job)).not.toMatch(/\/(?:root|tmp|work|Users)\b|registry\.|Bearer |BEGIN [A-Z ]*PRIVATE KEY/)
})

test('end with the exit code as an orchestrator writes it, all but one', () => {
  const withoutExit = JOBS.filter((job) => !/exit:\d+\n$/.test(readLog(job)))

  expect(withoutExit).toEqual(['deploy-interrupted'])
})

test('hold passing, failing, killed and mended jobs', () => {
  const exitCodes = JOBS.map((job) => /exit:(\d+)\n$/.exec(readLog(job))?.[1])

  expect(new Set(exitCodes)).toEqual(new Set(['0', '1', '101', '137', undefined]))
})
