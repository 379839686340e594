import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIXTURE, readReferee, refereeValue } from '../support/evaluation-fixture.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { runPostflight } from './run-postflight.ts'

const FAILED = 'Error: disk full\nexit:1\n'
const PASSED = 'tests passed\ndone\nexit:0\n'
const OF_FIXTURE = ['eval', '--labels', FIXTURE, '--reports', `${FIXTURE}/reports`]

describe('eval with reports', () => {
  it('prints the figures of the referee as JSON', async () => {
    const { code, stdout, stderr } = await runPostflight([...OF_FIXTURE, '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { figures, ...evaluation } = JSON.parse(stdout)
    const referee = readReferee()['all'] ?? {}
    expect(evaluation).toMatchObject({ jobs: referee['n'], groups: referee['groups'], threshold: 50 })
    expect(figures.auc.value).toBeCloseTo(refereeValue(referee, 'auc') as number, 9)
    expect(figures.context_precision.value).toBeCloseTo(refereeValue(referee, 'loc_context_precision') as number, 9)
    expect(figures.cause_first.jobs).toBe(referee['loc_n'])
  })

  it('names what could not be counted and what went wrong', async () => {
    const { stdout } = await runPostflight([...OF_FIXTURE, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      left_out: {
        labels_without_report: ['handmade__no-report'],
        reports_without_label: ['handmade__stray'],
        causes_without_log: [],
      },
      wrong: {
        false_alarms: ['protoc__pass', 'bats__pass'],
        misses: ['protoc__fail', 'tar__fail', 'yarn__fail'],
        verdicts: ['yarn__fail', 'bats__pass'],
      },
    })
  })

  it('prints a table for people, rules and jobs below it', async () => {
    const { code, stdout } = await runPostflight(OF_FIXTURE)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^30 labelled jobs in 13 groups: 12 successful, 17 failed, 1 unknown\n\nFIGURE/)
    expect(stdout).toMatch(/\nAUC +0\.880 +29 /)
    expect(stdout).toMatch(/\nfalse alarms +16\.7 % +12 /)
    expect(stdout).toMatch(/\ntests\.tap-not-ok +1 +8\.3 % +0 +0\.0 %\n/)
    expect(stdout).toMatch(/10 % of successful jobs is bad, by elastic-recheck's\nrule of thumb: none does\.\n/)
    expect(stdout).toContain('\n  labels without a report: 1\n    handmade__no-report\n')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('adds intervals where they are asked for, the same every time', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => runPostflight([...OF_FIXTURE, '--intervals'])))
    expect(first?.stdout).toMatch(/\nmisses +17\.6 % +17 +0\.0 % to \d/)
    expect(second?.stdout).toBe(first?.stdout)
  })

  it('calls jobs failed below another threshold', async () => {
    const { stdout } = await runPostflight([...OF_FIXTURE, '--threshold', '35', '--json'])
    const { threshold, figures } = JSON.parse(stdout)
    expect([threshold, figures.recall.value]).toEqual([35, refereeValue(readReferee()['all'] ?? {}, 'thr_recall')])
  })
})

describe('eval without reports', () => {
  it('analyses the labelled jobs under the rules and writes nothing', async () => {
    const { folder } = await setup({ a__1: FAILED, b__1: PASSED, c__1: PASSED })
    await label(folder, ['a__1 failure', 'b__1 success', 'gone failure'])
    await mkdir(join(folder, 'jobs', 'gone'))
    const { code, stdout } = await runPostflight(['eval', '--labels', folder, '--rules', 'classic', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      jobs: 2,
      figures: { auc: { value: 1 } },
      rules: [{ rule: 'error_detected', successes: 0, failures: 1 }],
      left_out: { labels_without_report: ['gone'], reports_without_label: ['c__1'] },
    })
  })

  it('takes labels of several folders, and jobs from beside them or from one place', async () => {
    const { folder: first } = await setup({ a: FAILED })
    const { folder: second } = await setup({ b: PASSED })
    await label(first, ['a failure'])
    await label(second, ['b success'])
    const both = ['--labels', first, '--labels', second, '--rules', 'classic', '--json']
    const beside = JSON.parse((await runPostflight(['eval', ...both])).stdout)
    expect([beside.jobs, beside.left_out.labels_without_report]).toEqual([2, []])
    const shared = JSON.parse((await runPostflight(['eval', ...both, '--jobs', join(first, 'jobs')])).stdout)
    expect([shared.jobs, shared.left_out.labels_without_report]).toEqual([1, ['b']])
  })

  it('marks causes that it cannot look up', async () => {
    const { folder } = await setup({ a: FAILED })
    await writeFile(
      join(folder, 'labels.jsonl'),
      '{"job_id":"a","outcome":"failure","error_span":{"start_line":1,"end_line":1}}',
    )
    await writeFile(join(folder, 'a.json'), '{"errors":[{"context":"disk full"}]}')
    const args = ['eval', '--labels', folder, '--reports', folder, '--json']
    expect(JSON.parse((await runPostflight(args)).stdout).figures.cause_first).toEqual({ value: 1, jobs: 1 })
    await rm(join(folder, 'jobs', 'a', 'output.log'))
    const { figures, left_out: leftOut } = JSON.parse((await runPostflight(args)).stdout)
    expect([figures.cause_first, leftOut.causes_without_log]).toEqual([{ value: null, jobs: 0 }, ['a']])
  })
})

describe('eval ends with 2', () => {
  it('for wrong labels, naming file, line and expectation', async () => {
    const { folder } = await setup({})
    await label(folder, ['a success', 'b passed'])
    const { code, stdout, stderr } = await runPostflight(['eval', '--labels', folder])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(
      `Error (usage.invalid): Expected outcome in ${folder}/labels.jsonl line 2 to be "success", "failure" or null, got "passed"\n`,
    )
  })

  it('for a job with two labels, in whatever folders', async () => {
    const { folder: first } = await setup({})
    const { folder: second } = await setup({})
    await label(first, ['a success'])
    await label(second, ['a success'])
    const { code, stderr } = await runPostflight(['eval', '--labels', first, '--labels', second])
    expect(code).toBe(2)
    expect(stderr).toContain(`got "a" again, as in ${first}/labels.jsonl line 1`)
  })

  it('without labels, and without a single job to measure', async () => {
    const { folder } = await setup({})
    expect((await runPostflight(['eval'])).code).toBe(2)
    expect((await runPostflight(['eval', '--labels', folder])).stderr).toContain(
      `Error (usage.invalid): Expected labels at ${folder}/labels.jsonl, one JSON object a line as docs/eval.md describes it`,
    )
    expect((await runPostflight(['eval', '--labels', folder])).stderr).not.toContain('ENOENT')
    await label(folder, ['a success'])
    const { code, stderr } = await runPostflight(['eval', '--labels', folder, '--rules', 'classic'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('Expected the log of a labelled job, got none for all 1'),
    ])
    const none = await runPostflight(['eval', '--labels', folder, '--reports', folder])
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('Error (report.missing)')])
  })

  it('when rules are named for reports that stand already', async () => {
    const { code, stderr } = await runPostflight([...OF_FIXTURE, '--rules', 'classic'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be used with')])
  })
})

it('shows in its help a label that it understands', async () => {
  const { stdout } = await runPostflight(['eval', '--help'])
  const [shown = ''] = /\{"job_id".*?\}\}/s.exec(stdout) ?? []
  const { folder } = await setup({ shop__812: FAILED })
  await writeFile(join(folder, 'labels.jsonl'), JSON.stringify(JSON.parse(shown)))
  expect((await runPostflight(['eval', '--labels', folder, '--rules', 'classic'])).code).toBe(0)
})

it('prints what docs/eval.md shows', async () => {
  const [, command = '', shown] =
    /```text\n\$ postflight (eval [^\n]*)\n(.*?)```/s.exec(await readFile('docs/eval.md', 'utf8')) ?? []
  const { stdout } = await runPostflight(command.split(' '))
  expect(stdout).toBe(shown)
})

it('has a fixture that names no place of another machine', async () => {
  expect(await readFile(`${FIXTURE}/referee.json`, 'utf8')).not.toContain('/home/')
})

async function setup(logs: Readonly<Record<string, string>>): Promise<{ readonly folder: string }> {
  const folder = await tempFolder()
  await mkdir(join(folder, 'jobs'))
  for (const [jobId, log] of Object.entries(logs)) {
    await mkdir(join(folder, 'jobs', jobId))
    await writeFile(join(folder, 'jobs', jobId, 'output.log'), log)
  }
  return { folder }
}

/** Lines of a job id and its outcome. */
async function label(folder: string, lines: readonly string[]): Promise<void> {
  const labels = lines.map((line) => line.split(' ')).map(([job_id, outcome]) => JSON.stringify({ job_id, outcome }))
  await writeFile(join(folder, 'labels.jsonl'), labels.join('\n'))
}
