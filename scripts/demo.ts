// `npm run demo`: takes the recorded jobs of examples/jobs through the whole flow on the embedded server and shows
// what came of them. Needs Node only; starts afresh each time and leaves no process behind.

import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { outputColumns, printError, printNote, printResult } from '../src/cli/output.ts'
import { packageFile } from '../src/cli/package-file.ts'
import { endProcess } from '../src/compose/end-process.ts'
import { listenForStop } from '../src/compose/stop-signal.ts'
import { openRuntime, type Runtime } from '../src/compose.ts'
import type { Config } from '../src/config/config.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { environmentSchema } from '../src/config/schema.ts'
import { PostflightError, toPostflightError } from '../src/core/error.ts'
import { EXIT, type ExitCode, exitCodeOf } from '../src/core/exit-code.ts'
import { notificationPolicy } from '../src/core/notification-policy.ts'
import type { Report } from '../src/core/report.ts'
import { holdFolder } from './demo-folder.ts'
import { createProgress } from './demo-progress.ts'
import { type DemoRow, renderDemoTable } from './demo-table.ts'

const JOB_TIMEOUT_MS = 50_000
/** Characters in a line where no terminal says how wide it is. */
const WIDTH_OF_FILES = 110
const PROJECT = join(packageFile(), '..')
const EXAMPLES = join(PROJECT, 'examples')
const DATA_DIR = join(PROJECT, 'postflight-data', 'demo')

const outcomesSchema = z.record(z.string(), z.object({ title: z.string(), outcome: z.enum(['passed', 'failed']) }))
type Outcomes = z.infer<typeof outcomesSchema>

const stop = listenForStop()
endProcess(await main().finally(() => stop.release()))

async function main(): Promise<ExitCode> {
  try {
    const startedMs = Date.now()
    const outcomes = outcomesSchema.parse(JSON.parse(await readFile(join(EXAMPLES, 'outcomes.json'), 'utf8')))
    const config = demoConfig()
    const reports = await inFreshFolder(config, () => runFlow(config))
    if (typeof reports === 'string') {
      printNote(reports)
      return EXIT.infrastructure
    }
    const width = process.stdout.isTTY ? outputColumns() : WIDTH_OF_FILES
    printResult(renderDemoTable(toRows(reports, outcomes), width).join('\n'))
    printResult(whatNext(config, Date.now() - startedMs))
    return EXIT.good
  } catch (error) {
    const problem = toPostflightError(error)
    printError(problem)
    return exitCodeOf(problem.code)
  }
}

/** The defaults, whatever the environment says: the demo never touches a service that somebody else uses. */
function demoConfig(): Config {
  const ignored = ownSettings()
  if (ignored.length > 0) printNote(`The demo uses its own embedded server and ignores ${ignored.join(', ')}.`)
  const settings = {
    POSTFLIGHT_DATA_DIR: DATA_DIR,
    POSTFLIGHT_JOBS_DIR: join(EXAMPLES, 'jobs'),
    POSTFLIGHT_LOG_LEVEL: 'error',
  }
  return parseConfig(settings, PROJECT)
}

function ownSettings(): string[] {
  return Object.keys(environmentSchema.shape).filter((name) => process.env[name] !== undefined)
}

async function inFreshFolder<Value>(config: Config, work: () => Promise<Value>): Promise<Value> {
  const held = await holdFolder(config.dataDir)
  try {
    // Opening and closing the runtime stops the server that a killed demo has left behind.
    if (held.wasAbandoned) await openRuntime(config).then((runtime) => runtime.close())
    await rm(config.dataDir, { recursive: true, force: true })
    await mkdir(config.dataDir, { recursive: true })
    return await work()
  } finally {
    await held.release()
  }
}

/** The reports, or why there are not all of them. */
type Processed = readonly Report[] | string

async function runFlow(config: Config): Promise<Processed> {
  const jobs = (await readdir(config.jobsDir)).sort()
  printNote('Starting the embedded PostgreSQL server for the queues and the knowledge graph …')
  const runtime = await openRuntime(config)
  try {
    await forgetEarlierRuns(runtime)
    printNote(`Taking ${jobs.length} recorded jobs through validation, learning and notification …`)
    return await processWithWorkers(runtime, jobs)
  } finally {
    await runtime.close()
  }
}

async function processWithWorkers(runtime: Runtime, jobs: readonly string[]): Promise<Processed> {
  const workers = await runtime.startWorkers()
  let isDrained = false
  let processed: Processed
  try {
    processed = await processAll(runtime, jobs)
  } finally {
    isDrained = await workers.drain()
  }
  return isDrained ? processed : 'Some jobs did not finish in time and were left.'
}

/** Where root's home is closed to others the database lies outside of the data folder and outlives it. */
async function forgetEarlierRuns(runtime: Runtime): Promise<void> {
  for (const queue of runtime.openQueues()) await queue.obliterate({ force: true })
}

async function processAll(runtime: Runtime, jobs: readonly string[]): Promise<Processed> {
  const progress = createProgress(jobs.length, process.stderr)
  try {
    const reports = jobs.map((job) => processOne(runtime, job).finally(() => progress.advance(job)))
    const stopped = stop.received.then((signal) => `${signal}: stopped before all jobs were through.`)
    return await Promise.race([Promise.all(reports), stopped])
  } finally {
    progress.end()
  }
}

async function processOne(runtime: Runtime, job: string): Promise<Report> {
  await runtime.submit({ job_id: job })
  const result = await runtime.waitFor({ jobId: job, runAttempt: 1 }, { timeoutMs: JOB_TIMEOUT_MS })
  if (result.kind === 'finalized') return result.report
  const got = result.kind === 'failed' ? result.reason : `none (${result.kind}) within ${JOB_TIMEOUT_MS / 1000} s`
  throw new PostflightError('internal.unexpected', `Expected a report of ${job}, got ${got}`)
}

function toRows(reports: readonly Report[], outcomes: Outcomes): DemoRow[] {
  return reports.map((report) => ({
    job: report.job_id,
    title: outcomes[report.job_id]?.title ?? '',
    outcome: outcomes[report.job_id]?.outcome ?? 'passed',
    exitCode: report.exit_code === null ? undefined : String(report.exit_code),
    verdict: report.verdict?.outcome,
    score: report.quality_score,
    learnings: report.learning_result?.learnings_stored ?? 0,
    level: notificationPolicy(report)?.level,
  }))
}

function whatNext(config: Config, tookMs: number): string {
  const shown = (path: string) => relative(process.cwd(), path) || '.'
  // The commands are to show what the demo did, on the server that it used.
  const without = ownSettings().map((name) => `-u ${name} `)
  const prefix = without.length === 0 ? '' : `env ${without.join('')}`
  const here = `${prefix}POSTFLIGHT_DATA_DIR=${shown(config.dataDir)} npx --no-install postflight`
  return `
Done in ${(tookMs / 1000).toFixed(1)} s. The reports lie in ${shown(config.reportsDir)}, the logs in ${shown(config.jobsDir)}.

Try next:
  ${here} report agent-with-learnings
  ${here} learnings
  npx --no-install postflight check ${shown(join(config.jobsDir, 'vitest-failing', 'output.log'))}`
}
