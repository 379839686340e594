// Opens what `eval` needs and wires it together: labels, and for their jobs reports that lie in files or are made now,
// as `check` makes them.

import { join } from 'node:path'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { openJudgedReportFiles } from '../adapters/files/judged-report-files.ts'
import { readLabelFile } from '../adapters/files/label-file.ts'
import type { Judgement } from '../core/evaluation/judgement.ts'
import { type Label, refuseTwins } from '../core/evaluation/labels.ts'
import type { Analysis } from '../core/report.ts'
import type { JudgedReports } from '../ports/judged-reports.ts'
import type { LogSource } from '../ports/log-source.ts'
import { judgeJobs, judgeOthers } from '../stages/judge-jobs.ts'
import { type CheckLimits, openCheck } from './check.ts'

export interface JudgingRequest {
  /** Folders with a labels.jsonl, and with their jobs below `jobs` unless `jobs` names another folder. */
  readonly labels: readonly string[]
  readonly jobs?: string | undefined
  /** A folder of reports; without it the jobs are analysed. */
  readonly reports?: string | undefined
}

export interface Judging {
  /** How many there are. */
  readonly labels: number
  /** A judgement for each label, in their order by folder, and for each report that has no label. */
  judge(): AsyncIterable<Judgement>
}

/** Jobs of one folder. */
interface LabelledFolder {
  readonly jobsDir: string
  readonly labels: readonly Label[]
}

/** Throws `usage.invalid` for labels that cannot be used; judging throws what `check` throws. */
export async function openJudging(limits: CheckLimits, request: JudgingRequest): Promise<Judging> {
  const byFolder = await Promise.all(
    request.labels.map(async (folder) => ({ jobsDir: join(folder, 'jobs'), labels: await readLabelFile(folder) })),
  )
  const labels = byFolder.flatMap((folder) => folder.labels)
  refuseTwins(labels)
  const folders = request.jobs === undefined ? byFolder : [{ jobsDir: request.jobs, labels }]
  const { reports } = request
  return {
    labels: labels.length,
    judge: () => (reports === undefined ? judgeAnew(limits, folders) : judgeFiles(limits, folders, reports)),
  }
}

async function* judgeAnew(limits: CheckLimits, folders: readonly LabelledFolder[]): AsyncGenerator<Judgement> {
  for (const { jobsDir, labels } of folders) {
    const source = openSource(limits, jobsDir)
    const reports = analyseJobs(limits, jobsDir, source)
    // First, since it says so when there is no such folder.
    yield* judgeOthers(reports, labels)
    yield* judgeJobs({ reports, source }, labels)
  }
}

async function* judgeFiles(
  limits: CheckLimits,
  folders: readonly LabelledFolder[],
  reportsDir: string,
): AsyncGenerator<Judgement> {
  const reports = await openJudgedReportFiles(reportsDir)
  for (const { jobsDir, labels } of folders) yield* judgeJobs({ reports, source: openSource(limits, jobsDir) }, labels)
  yield* judgeOthers(
    reports,
    folders.flatMap(({ labels }) => labels),
  )
}

function openSource({ unpackBytesMax }: CheckLimits, jobsDir: string): LogSource {
  return createFolderLogSource({ jobsDir, unpackBytesMax })
}

function analyseJobs(limits: CheckLimits, folder: string, source: LogSource): JudgedReports {
  const check = openCheck(limits)
  return {
    async *of(jobIds) {
      for await (const analysis of check.jobs({ folder, jobIds }))
        yield (await wasRead(analysis, source)) ? analysis : undefined
    },
    others: async (jobIds) => {
      const labelled = new Set(jobIds)
      return (await check.list(folder, { kind: 'all' })).filter((jobId) => !labelled.has(jobId))
    },
  }
}

/** A report about nothing says nothing of the rules. */
async function wasRead({ validated, job_id }: Analysis, source: LogSource): Promise<boolean> {
  return validated && (await source.locate(job_id)).log !== undefined
}
