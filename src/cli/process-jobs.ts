// The work of `postflight process`: jobs with a report are shown, the others go through the flow.

import { existsSync } from 'node:fs'
import { pollUntil } from '../compose/poll.ts'
import { recentJobs } from '../compose/recent-jobs.ts'
import type { Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import { PostflightError } from '../core/error.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import { renderReportJson } from '../core/render-report.ts'
import type { Report } from '../core/report.ts'
import { RECENT_STANDARD } from './arguments.ts'
import { renderAge, renderDuration } from './duration.ts'
import { type JobFacts, toMessageFacts } from './job-facts.ts'
import { printNote, printResult, toPrintable } from './output.ts'
import { renderSummary } from './report-text.ts'
import { waitForReport } from './wait-for-report.ts'
import { untilStopped, withWorkers } from './with-workers.ts'

export interface ProcessOptions extends JobFacts {
  readonly recent?: number | true
  readonly again?: true
  readonly json?: true
}

export interface ProcessRequest {
  readonly runtime: Runtime
  readonly config: Config
  readonly jobIds: readonly string[]
  readonly options: ProcessOptions
}

/** Prints a report per job, in the order asked for. */
export async function processJobs(request: ProcessRequest): Promise<ExitCode> {
  const { runtime, options } = request
  const identities = await findIdentities(request)
  const settled = options.again ? new Map<string, Report>() : await loadSettled(runtime, identities)
  const isWorkOpen = identities.some(({ jobId }) => !settled.has(jobId))
  const work = () => runAll(request, { identities, settled })
  if (!isWorkOpen) return work()
  if (runtime.backend !== 'redis') {
    noteMissingFolder(request.config)
    return withWorkers(runtime, work)
  }
  await requireWorkers(runtime)
  return untilStopped(work)
}

async function findIdentities({ config, jobIds, options }: ProcessRequest): Promise<readonly JobIdentity[]> {
  const count = options.recent === true ? RECENT_STANDARD : options.recent
  const ids = count === undefined ? jobIds : await findRecent(config, count)
  return [...new Set(ids)].map((jobId) => ({ jobId, runAttempt: 1 }))
}

/** A folder whose name is no job id is refused by name, and the others go on. */
async function findRecent(config: Config, count: number): Promise<readonly string[]> {
  const { jobIds, refused } = await recentJobs(config, count)
  for (const { name, reason } of refused) printNote(toPrintable(`${name} is refused: ${reason}`))
  if (jobIds.length + refused.length === 0) printNote('There are no jobs below POSTFLIGHT_JOBS_DIR yet.')
  return jobIds
}

/** The reports of jobs that are through; one whose flow did not end is not among them. */
async function loadSettled(runtime: Runtime, identities: readonly JobIdentity[]): Promise<Map<string, Report>> {
  const settled = new Map<string, Report>()
  for (const identity of identities) {
    const report = await runtime.reports.load(identity)
    if (report?.learning_result === undefined) continue
    settled.set(identity.jobId, report)
    const age = renderAge(report.timestamp, Date.now())
    printNote(`${toPrintable(identity.jobId)} has a report, made ${age}; --again analyses the job anew.`)
  }
  return settled
}

/** Its jobs would be waited for, which looks like a hang where a setting is wrong. */
function noteMissingFolder({ jobsDir }: Config): void {
  if (existsSync(jobsDir)) return
  printNote(`There is no folder ${toPrintable(jobsDir)} yet; POSTFLIGHT_JOBS_DIR says where the jobs are.`)
}

const WORKERS_WITHIN_MS = 10_000

async function requireWorkers(runtime: Runtime): Promise<void> {
  if (await pollUntil(() => hasWorker(runtime), WORKERS_WITHIN_MS)) return
  throw new PostflightError(
    'queue.no_workers',
    `Expected a validation worker to run within ${renderDuration(WORKERS_WITHIN_MS)}, got none`,
  )
}

async function hasWorker(runtime: Runtime): Promise<boolean> {
  return (await runtime.admin.status()).some((status) => status.queue === 'validation' && status.workers > 0)
}

interface Work {
  readonly identities: readonly JobIdentity[]
  /** Reports that stand, by job id. */
  readonly settled: ReadonlyMap<string, Report>
}

async function runAll(request: ProcessRequest, { identities, settled }: Work): Promise<ExitCode> {
  const { runtime, options } = request
  if (options.again) await submitAgain(request, identities)
  else for (const { jobId } of identities) if (!settled.has(jobId)) await runtime.submit(toMessage(jobId, options))
  const isOne = options.recent === undefined && request.jobIds.length === 1
  const reports: Report[] = []
  for (const identity of identities) {
    const report = settled.get(identity.jobId) ?? (await waitForReport(runtime, identity))
    if (report === undefined) continue
    reports.push(report)
    if (isOne) printResult(renderReportJson(report).trimEnd())
    else if (!options.json) printResult(renderSummary(report).join('\n'))
  }
  if (options.json && !isOne) printResult(renderReportArray(reports))
  return reports.length === identities.length ? EXIT.good : EXIT.infrastructure
}

function toMessage(jobId: string, options: ProcessOptions) {
  return { ...toMessageFacts(options), job_id: jobId }
}

/**
 * With what the jobs' messages said before, which their logs may not: a new analysis must know no less than the first.
 * All are looked up before the first is touched: where one is at work, nothing happens to any.
 */
async function submitAgain({ runtime, options }: ProcessRequest, identities: readonly JobIdentity[]): Promise<void> {
  const earlier: (Readonly<Record<string, unknown>> | undefined)[] = []
  for (const identity of identities) earlier.push(await runtime.recall(identity))
  for (const [index, { jobId }] of identities.entries()) {
    await runtime.reprocess({ ...earlier[index], ...toMessage(jobId, options) })
  }
}

/** A JSON array whose elements are formatted as report files are. */
function renderReportArray(reports: readonly Report[]): string {
  return `[${reports.map((report) => renderReportJson(report).trimEnd()).join(',\n')}]`
}
