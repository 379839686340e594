// `eval`: labels go in, each beside the report of its job, judgements come out in the same order. Nothing is left out
// silently: a label without a report is a judgement too.

import { toPostflightError } from '../core/error.ts'
import { type Judgement, judge } from '../core/evaluation/judgement.ts'
import type { Label } from '../core/evaluation/labels.ts'
import type { JudgedReports } from '../ports/judged-reports.ts'
import type { LogSource } from '../ports/log-source.ts'

export interface JudgePorts {
  readonly reports: JudgedReports
  /** Where the logs are in which causes are marked. */
  readonly source: LogSource
}

/** Throws `report.invalid`. */
export async function* judgeJobs({ reports, source }: JudgePorts, labels: readonly Label[]): AsyncGenerator<Judgement> {
  const waiting = labels.values()
  for await (const report of reports.of(labels.map(({ jobId }) => jobId))) {
    const label = waiting.next().value as Label
    if (report === undefined) yield { kind: 'no-report', jobId: label.jobId }
    else yield judge(label, report, label.spans.length === 0 ? undefined : await readLog(source, label.jobId))
  }
}

/** The reports of jobs that nobody labelled. */
export async function* judgeOthers(reports: JudgedReports, labels: readonly Label[]): AsyncGenerator<Judgement> {
  for (const jobId of await reports.others(labels.map((label) => label.jobId))) yield { kind: 'no-label', jobId }
}

/** A log is held in memory to look up what a report quotes; a larger one is not. */
const LOG_BYTES_MAX = 256 * 1024 * 1024

/** Undefined where there is none that can be read as a whole. */
async function readLog(source: LogSource, jobId: string): Promise<Uint8Array | undefined> {
  try {
    const { log } = await source.locate(jobId)
    return log && (await readWhole(log.read()))
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (error.code.startsWith('log.')) return undefined
    throw error
  }
}

async function readWhole(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > LOG_BYTES_MAX) return undefined
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}
