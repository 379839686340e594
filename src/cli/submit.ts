// `postflight submit`: enqueue and return.

import type { Command } from 'commander'
import type { Runtime } from '../compose.ts'
import { EXIT } from '../core/exit-code.ts'
import { integerOption, jobIdArgument } from './arguments.ts'
import { renderAge } from './duration.ts'
import type { Finish } from './finish.ts'
import { addJobFactOptions, type JobFacts, toMessageFacts } from './job-facts.ts'
import { printJson, printNote, printResult, toPrintable } from './output.ts'
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
    const submitted: { job_id: string; queue_id: string; is_new: boolean }[] = []
    for (const message of messages) {
      const { bullmqId, isNew } = await runtime.submit(message)
      submitted.push({ job_id: message.job_id, queue_id: bullmqId, is_new: isNew })
      if (!options.json) printResult(`${isNew ? 'submitted' : 'known'} ${toPrintable(message.job_id)} as ${bullmqId}`)
      await noteEarlier(runtime, message.job_id, { isNew, runAttempt: options.runAttempt ?? 1 })
    }
    if (options.json) printJson(submitted)
    const workers = (await runtime.admin.status()).find((status) => status.queue === 'validation')?.workers ?? 0
    if (workers === 0) printNote('No worker is running: start one with `postflight worker`.')
  })
}

interface Submission {
  readonly isNew: boolean
  readonly runAttempt: number
}

/** A job's first message counts: a later one changes nothing, and nobody should wait for it to. */
async function noteEarlier(runtime: Runtime, jobId: string, { isNew, runAttempt }: Submission): Promise<void> {
  const report = await runtime.reports.load({ jobId, runAttempt })
  const age = report && renderAge(report.timestamp, Date.now())
  const known = age === undefined ? 'was submitted before, and its first message counts' : `has a report, made ${age}`
  if (isNew && report === undefined) return
  printNote(`${toPrintable(jobId)} ${known}; \`postflight process --again\` analyses it anew.`)
}

function toMessage(jobId: string, options: SubmitOptions) {
  const attempt = options.runAttempt === undefined ? {} : { run_attempt: options.runAttempt }
  return { job_id: jobId, ...toMessageFacts(options), ...attempt }
}
