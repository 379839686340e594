// `postflight submit`: enqueue and return.

import type { Command } from 'commander'
import { EXIT } from '../core/exit-code.ts'
import { integerOption, jobIdArgument } from './arguments.ts'
import type { Finish } from './finish.ts'
import { printNote, printResult, toPrintable } from './output.ts'
import { withRuntime } from './with-runtime.ts'

interface SubmitOptions {
  readonly exitCode?: number
  readonly project?: string
  readonly task?: string
  readonly runAttempt?: number
  readonly json?: true
}

export function addSubmitCommand(program: Command, finish: Finish): void {
  program
    .command('submit')
    .summary('enqueue finished jobs and return')
    .description('Enqueues one job-completed message per job and returns at once; workers do the rest.')
    .addArgument(jobIdArgument('<JOB_ID...>', 'the jobs, by the name of their folder below POSTFLIGHT_JOBS_DIR'))
    .addOption(integerOption('--exit-code <N>', 'how the jobs ended; outranks what their logs say', EXIT_CODE_BOUNDS))
    .option('--project <NAME>', 'the project the jobs belong to')
    .option('--task <TEXT>', 'what the jobs were to do')
    .addOption(integerOption('--run-attempt <N>', 'which attempt at the job this was', [1, Number.MAX_SAFE_INTEGER]))
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (jobIds: readonly string[], options: SubmitOptions) => {
      await submitAll(jobIds, options)
      finish(EXIT.good)
    })
}

const EXIT_CODE_BOUNDS = [-2_147_483_648, 4_294_967_295] as const

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
      const { bullmqId } = await runtime.submit(message)
      submitted.push({ job_id: message.job_id, queue_id: bullmqId })
      if (!options.json) printResult(`submitted ${toPrintable(message.job_id)} as ${bullmqId}`)
    }
    if (options.json) printResult(JSON.stringify(submitted, null, 2))
    const workers = (await runtime.admin.status()).find((status) => status.queue === 'validation')?.workers ?? 0
    if (workers === 0) printNote('No worker is running: start one with `postflight worker`.')
  })
}

function toMessage(jobId: string, options: SubmitOptions) {
  return {
    job_id: jobId,
    ...(options.exitCode === undefined ? {} : { exit_code: options.exitCode }),
    ...(options.project === undefined ? {} : { project: options.project }),
    ...(options.task === undefined ? {} : { task: options.task }),
    ...(options.runAttempt === undefined ? {} : { run_attempt: options.runAttempt }),
  }
}
