import { describe, expect, it } from 'vitest'
import { PostflightError } from '../../src/core/error.ts'
import type { JudgedReport } from '../../src/core/evaluation/judged-report.ts'
import type { Judgement } from '../../src/core/evaluation/judgement.ts'
import type { Label } from '../../src/core/evaluation/labels.ts'
import type { LogFile, LogSource } from '../../src/ports/log-source.ts'
import { judgeJobs, judgeOthers } from '../../src/stages/judge-jobs.ts'

const REPORT = { quality_score: 10, errors: [{ context: 'disk full' }], exit_code: 1 }

interface Setup {
  readonly reports?: Readonly<Record<string, JudgedReport>>
  readonly logs?: Readonly<Record<string, string | PostflightError>>
}

function setup({ reports = {}, logs = {} }: Setup) {
  const located: string[] = []
  const source: LogSource = {
    locate: async (jobId) => {
      located.push(jobId)
      const files = { folder: jobId, folderExists: true, isLogUnreadable: false, meta: undefined, warnings: [] }
      return { ...files, log: toLogFile(logs[jobId]) }
    },
  }
  const judged = {
    async *of(jobIds: readonly string[]) {
      for (const jobId of jobIds) yield reports[jobId]
    },
    others: async (jobIds: readonly string[]) => Object.keys(reports).filter((jobId) => !jobIds.includes(jobId)),
  }
  return { ports: { source, reports: judged }, located }
}

function toLogFile(log: string | PostflightError | undefined): LogFile | undefined {
  if (log === undefined) return undefined
  const read = async function* () {
    if (log instanceof PostflightError) throw log
    for (const character of log) yield Buffer.from(character)
  }
  return { storedBytes: 0, changedAtMs: 0, read }
}

const label = (jobId: string, ...lines: readonly number[]): Label => ({
  jobId,
  outcome: 'failure',
  exitCode: undefined,
  spans: lines.map((line) => ({ start_line: line, end_line: line })),
  place: 'f line 1',
})

async function all(judgements: AsyncIterable<Judgement>): Promise<(readonly [string, string, boolean | undefined])[]> {
  const shown: (readonly [string, string, boolean | undefined])[] = []
  for await (const judgement of judgements) {
    const job = 'job' in judgement ? judgement.job : { jobId: judgement.jobId, cause: undefined }
    shown.push([judgement.kind, job.jobId, job.cause?.located])
  }
  return shown
}

describe('judging jobs', () => {
  it('holds each label against the report of its job, in their order', async () => {
    const { ports } = setup({ reports: { a: REPORT, c: REPORT } })
    expect(
      await all(
        judgeJobs(
          ports,
          ['c', 'b', 'a'].map((jobId) => label(jobId)),
        ),
      ),
    ).toEqual([
      ['judged', 'c', undefined],
      ['no-report', 'b', undefined],
      ['judged', 'a', undefined],
    ])
  })

  it('reads a log where a cause is marked, and only there', async () => {
    const { ports, located } = setup({ reports: { a: REPORT, b: REPORT }, logs: { a: 'start\ndisk full\n', b: '' } })
    expect(await all(judgeJobs(ports, [label('a', 2), label('b')]))).toEqual([
      ['judged', 'a', true],
      ['judged', 'b', undefined],
    ])
    expect(located).toEqual(['a'])
  })

  it('says so where there is no log to find the cause in, or where it cannot be read', async () => {
    const broken = new PostflightError('log.broken', 'Expected a whole archive')
    const { ports } = setup({ reports: { a: REPORT, b: REPORT }, logs: { b: broken } })
    expect(await all(judgeJobs(ports, [label('a', 1), label('b', 1)]))).toEqual([
      ['no-log', 'a', undefined],
      ['no-log', 'b', undefined],
    ])
  })

  it('does not hide an error that is not the log’s', async () => {
    const { ports } = setup({ reports: { a: REPORT }, logs: { a: new PostflightError('internal.unexpected', 'x') } })
    await expect(all(judgeJobs(ports, [label('a', 1)]))).rejects.toThrow('x')
  })

  it('names reports without a label', async () => {
    const { ports } = setup({ reports: { a: REPORT, b: REPORT } })
    expect(await all(judgeOthers(ports.reports, [label('a')]))).toEqual([['no-label', 'b', undefined]])
  })
})
