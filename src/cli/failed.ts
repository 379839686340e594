// `postflight failed`: what failed for good, and why.

import type { Command } from 'commander'
import type { PostflightErrorCode } from '../core/error-codes.ts'
import { EXIT } from '../core/exit-code.ts'
import { QUEUE_NAMES, type QueueName } from '../core/queue-names.ts'
import type { FailedJob } from '../ports/queue-admin.ts'
import { integerOption, queueArgument } from './arguments.ts'
import { renderAge } from './duration.ts'
import type { Finish } from './finish.ts'
import { outputColumns, paint, printJson, printResult, toPrintable } from './output.ts'
import { type Column, renderTable, wrap } from './table.ts'
import { withRuntime } from './with-runtime.ts'

interface FailedOptions {
  readonly limit: number
  readonly json?: true
}

export function addFailedCommand(program: Command, finish: Finish): void {
  program
    .command('failed')
    .summary('list the jobs that failed for good')
    .description('Lists the jobs that failed for good, newest first, each with its reason.')
    .addArgument(queueArgument('[QUEUE]', 'only this queue'))
    .addOption(integerOption('--limit <N>', 'at most so many of each queue', [1, LIMIT_MAX]).default(LIMIT_STANDARD))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight failed\n  $ postflight failed learning --limit 5')
    .action(async (queue: QueueName | undefined, options: FailedOptions) => {
      const jobs = await withRuntime(async ({ admin }) => {
        const found: FailedJob[] = []
        for (const name of queue ? [queue] : QUEUE_NAMES) found.push(...(await admin.failed(name, options.limit)))
        return found
      })
      if (options.json) printJson(jobs)
      else printResult(renderFailed(jobs, { queue, width: outputColumns() }))
      finish(EXIT.good)
    })
}

const LIMIT_STANDARD = 20
const LIMIT_MAX = 10_000
const REASON_INDENT = '    '

interface FailedView {
  readonly queue: QueueName | undefined
  readonly width: number
  readonly nowMs?: number
}

/** A line per job and, indented below it, the whole reason. */
export function renderFailed(jobs: readonly FailedJob[], view: FailedView): string {
  if (jobs.length === 0) {
    const where = view.queue ? `Nothing of ${view.queue}` : 'Nothing'
    return `${where} has failed for good. \`postflight status\` shows what waits.`
  }
  const [heading = '', ...rows] = renderTable(columns(view.nowMs ?? Date.now()), jobs, view.width)
  const blocks = jobs.flatMap((job, index) => [
    rows[index] ?? '',
    ...wrap(toPrintable(job.reason), view.width, REASON_INDENT).map((line) => paint.dim(line)),
  ])
  return [paint.bold(heading), ...blocks, '', ...whatNext(jobs)].join('\n')
}

function whatNext(jobs: readonly FailedJob[]): string[] {
  const retryable = jobs.filter((job) => !isHopeless(job))
  const hopeless = retryable.length < jobs.length ? [HOPELESS] : []
  return [
    ...hopeless,
    ...retryable.slice(0, 1).map(({ queue }) => `Next: \`postflight retry ${queue}\` tries them again.`),
  ]
}

const HOPELESS =
  'Messages that do not parse cannot be tried again: mend what sends them. They go when POSTFLIGHT_RETENTION_DAYS are over.'

function isHopeless({ reason }: FailedJob): boolean {
  return reason.startsWith(`${'message.invalid' satisfies PostflightErrorCode}:`)
}

function columns(nowMs: number): readonly Column<FailedJob>[] {
  return [
    { title: 'QUEUE', cell: (job) => job.queue },
    { title: 'JOB', cell: (job) => toPrintable(job.jobId) },
    { title: 'RUN', cell: (job) => String(job.runAttempt), align: 'right' },
    { title: 'FAILED', cell: (job) => renderAge(job.failedAt, nowMs) },
    { title: 'ATTEMPTS', cell: (job) => String(job.attempts), align: 'right' },
  ]
}
