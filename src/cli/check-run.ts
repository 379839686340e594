// Runs `postflight check` and prints what is found, job by job, as it is found.

import { type Check, openCheck } from '../compose/check.ts'
import { loadConfig } from '../config/load-config.ts'
import { toRuleNames } from '../config/parse-config.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { Analysis } from '../core/report.ts'
import { createJobList } from './check-list.ts'
import type { CheckOptions, Selection } from './check-selection.ts'
import { printNote, printResult, toPrintable } from './output.ts'
import { startProgress } from './progress.ts'
import { renderJob } from './report-document.ts'
import type { Format } from './report-format.ts'
import { compileLess, letHeapGrow } from './v8-flags.ts'

export interface RunOptions extends CheckOptions {
  readonly format: Format
}

/** Ends with `below` when any score is under the threshold that was asked for. */
export async function runCheck(selection: Selection, options: RunOptions): Promise<ExitCode> {
  compileLess()
  const config = loadConfig()
  const rules = options.rules === undefined ? config.rules : toRuleNames(options.rules, process.cwd())
  const check = openCheck({ ...config, rules })
  if (selection.kind === 'jobs') return checkJobs(check, selection, options)
  const analysis = await checkOne(check, selection, options)
  if (!isUnder(analysis, options)) return EXIT.good
  printNote(`${toPrintable(analysis.job_id)} is below ${options.failUnder}: ${analysis.quality_score}/100.`)
  return EXIT.below
}

function isUnder(analysis: Analysis, { failUnder }: CheckOptions): boolean {
  return failUnder !== undefined && analysis.quality_score < failUnder
}

type Jobs = Extract<Selection, { readonly kind: 'jobs' }>

async function checkOne(
  check: Check,
  selection: Exclude<Selection, Jobs>,
  { format, exitCode }: RunOptions,
): Promise<Analysis> {
  const analysis =
    selection.kind === 'stdin'
      ? await check.stream({ jobId: 'stdin', bytes: process.stdin, exitCode })
      : await check.file(selection.path, exitCode)
  const logPath = selection.kind === 'file' ? selection.path : undefined
  printResult(renderJob({ analysis, logPath }, format))
  return analysis
}

async function checkJobs(check: Check, { folder, which }: Jobs, options: RunOptions): Promise<ExitCode> {
  letHeapGrow()
  const jobIds = await check.list(folder, which)
  if (jobIds.length === 0) printNote(`There are no jobs below ${folder}.`)
  const progress = startProgress(jobIds.length)
  const list = createJobList(options.format, { folder, jobIds, print: (text) => progress.print(text) })
  let below = 0
  let reached: 'all' | 'some' = 'some'
  try {
    for await (const analysis of check.jobs({ folder, jobIds, reportsDir: options.reports })) {
      if (isUnder(analysis, options)) below += 1
      list.add(analysis)
      progress.tick()
    }
    reached = 'all'
  } finally {
    list.end(reached)
    progress.stop()
  }
  if (below === 0) return EXIT.good
  const are = below === 1 ? 'is' : 'are'
  printNote(`${below} of ${jobIds.length} jobs ${are} below ${options.failUnder}.`)
  return EXIT.below
}
