// `postflight submit`: enqueue and return.

import type { Command } from 'commander'
import type { Runtime } from '../compose.ts'
import { EXIT } from '../core/exit-code.ts'
import { integerOption, jobIdArgument } from './arguments.ts'
import { renderAge } from './duration.ts'
import type { Finish } from './finish.ts'
import { addJobFactOptions, type JobFacts, toMessageFacts } from './job-facts.ts'
import { printNote, printResult, toPrintable } from './output.ts'
import { withRuntime } from './with-runtime.ts'

interface SubmitOptions extends JobFacts {
  readonly runAttempt?: number
  readonly json?: true
}

export function addSubmitCommand(program: Command, finish: Finish): void {
  const command = program
    .command('submit')
    .summary('enqueue finished jobs and return')
    .description('Enqueues one job-completed message per job and returns at once; workers do the rest.')
    .addArgument(jobIdArgument('<JOB_ID...>', 'the jobs, by the name of their folder below POSTFLIGHT_JOBS_DIR'))
  addJobFactOptions(command)
    .addOption(integerOption('--run-attempt <N>', 'which attempt at the job this was', [1, Number.MAX_SAFE_INTEGER]))
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (jobIds: readonly string[], options: SubmitOptions) => {
      await submitAll(jobIds, options)
      finish(EXIT.good)
    })
}

const EXAMPLES = `
Examples:
  $ postflight submit build-812 --exit-code 1 --project shop
  $ postflight submit nightly-7 nightly-8`

async function submitAll(jobIds: readonly string[], options: SubmitOptions): Promise<void> {
  const { parseCompletionMessage } = await import('../core/completion-message.ts')
  const messages = jobIds.map((jobId) => toMessage(jobId, options))
  for (const message of messages) parseCompletionMessage(message)
  await withRuntime(async (runtime) => {
    const submitted: { job_id: string; queue_id: string }[] = []
    for (const message of messages) {
      await noteReport(runtime, message.job_id, options)
      const { bullmqId } = await runtime.submit(message)
      submitted.push({ job_id: message.job_id, queue_id: bullmqId })
      if (!options.json) printResult(`submitted ${toPrintable(message.job_id)} as ${bullmqId}`)
    }
    if (options.json) printResult(JSON.stringify(submitted, null, 2))
    const workers = (await runtime.admin.status()).find((status) => status.queue === 'validation')?.workers ?? 0
    if (workers === 0) printNote('No worker is running: start one with `postflight worker`.')
  })
}

/** A job's first message counts: a later one changes nothing, and nobody should wait for it to. */
async function noteReport(runtime: Runtime, jobId: string, { runAttempt = 1 }: SubmitOptions): Promise<void> {
  const report = await runtime.reports.load({ jobId, runAttempt })
  if (report === undefined) return
  const age = renderAge(report.timestamp, Date.now())
  printNote(
    `${toPrintable(jobId)} has a report, made ${age}, which stays; \`postflight process --again\` analyses anew.`,
  )
}

function toMessage(jobId: string, options: SubmitOptions) {
  const attempt = options.runAttempt === undefined ? {} : { run_attempt: options.runAttempt }
  return { job_id: jobId, ...toMessageFacts(options), ...attempt }
}
