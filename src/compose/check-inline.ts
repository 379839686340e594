// Checks jobs in this thread: reads their folders, analyses them, saves their reports.

import { writeFile } from 'node:fs/promises'
import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { refusedAnalysis } from '../core/analysis.ts'
import { CLASSIC_PACK } from '../core/classic/pack.ts'
import type { CompletionMessage } from '../core/completion-message.ts'
import { PostflightError, toPostflightError } from '../core/error.ts'
import { renderReportJson } from '../core/render-report.ts'
import type { Analysis } from '../core/report.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { Clock } from '../ports/clock.ts'
import type { CheckedJob, JobChecker } from '../ports/job-checker.ts'
import type { LogSource } from '../ports/log-source.ts'
import type { CheckOptions } from './check-options.ts'
import { whyRefused } from './refused-name.ts'
import { chooseRulePack } from './rule-pack.ts'

export function createInlineChecker(options: CheckOptions): JobChecker {
  const source = createFolderLogSource(options)
  const clock = { nowMs: Date.now }
  const analyser = createStreamingAnalyser({ clock, pack: chooseRulePack(options) })
  const check = (jobId: string) => checkJob({ source, analyser, clock, reportsDir: options.reportsDir }, jobId)
  return {
    lanes: 1,
    check: (jobIds) => Promise.all(jobIds.map(check)),
    close: () => analyser.close(),
  }
}

interface Ports {
  readonly source: LogSource
  readonly analyser: Analyser
  readonly clock: Clock
  readonly reportsDir: string | undefined
}

async function checkJob(ports: Ports, jobId: string): Promise<CheckedJob> {
  try {
    const analysis = await analyse(ports, messageOf(jobId))
    if (ports.reportsDir === undefined) return { kind: 'analysed', jobId, analysis }
    return { kind: 'analysed', jobId, analysis: await save(ports.reportsDir, analysis) }
  } catch (thrown) {
    const { code, message } = toPostflightError(thrown)
    return { kind: 'failed', jobId, code, message }
  }
}

/** A job whose files must not or cannot be read, or whose name is no job id, has a report that says so. */
async function analyse(ports: Ports, message: CompletionMessage): Promise<Analysis> {
  try {
    const files = await ports.source.locate(message.identity.jobId)
    return await ports.analyser.analyse({ message, files, warnings: [] })
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (!error.code.startsWith('log.') && error.code !== 'job_id.invalid') throw error
    const timestamp = new Date(ports.clock.nowMs()).toISOString()
    return refusedAnalysis({ message, pack: CLASSIC_PACK, warnings: [], timestamp }, error.message)
  }
}

/** Nobody reported the job: all there is to know stands in its folder. */
export function messageOf(jobId: string): CompletionMessage {
  const identity = { jobId, runAttempt: 1 }
  return { identity, exitCode: undefined, project: undefined, task: undefined, notes: [] }
}

/** No file is named after what is no job id; the report then says so. */
async function save(reportsDir: string, analysis: Analysis): Promise<Analysis> {
  if (whyRefused(analysis.job_id) !== undefined) return { ...analysis, warnings: [...analysis.warnings, NOT_SAVED] }
  const path = `${reportsDir}/${analysis.job_id}.json`
  await writeFile(path, renderReportJson(analysis)).catch((error: unknown) => {
    throw new PostflightError('report.store_failed', `Expected ${path} to be writable, got ${String(error)}`)
  })
  return analysis
}

const NOT_SAVED = 'This report is not saved: no file is named after what is no job id'
