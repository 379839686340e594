// `postflight retry`: try failed jobs again. Where no workers run of their own accord (embedded or PostgreSQL),
// this process works until they are through and their reports say so.

import type { Command } from 'commander'
import { pollUntil } from '../compose/poll.ts'
import type { Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import { PostflightError } from '../core/error.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { QueueName } from '../core/queue-names.ts'
import type { RetryResult } from '../ports/queue-admin.ts'
import { jobIdArgument, queueArgument } from './arguments.ts'
import { renderDuration } from './duration.ts'
import type { Finish } from './finish.ts'
import { printJson, printNote, printResult, toPrintable } from './output.ts'
import { withRuntime } from './with-runtime.ts'
import { withWorkers } from './with-workers.ts'

export function addRetryCommand(program: Command, finish: Finish): void {
  program
    .command('retry')
    .summary('try failed jobs again')
    .description('Tries the failed jobs of a queue again, all of them or those named. Their reports are refreshed.')
    .addArgument(queueArgument('<QUEUE>', 'the queue'))
    .addArgument(jobIdArgument('[JOB_ID...]', 'only these jobs'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight retry learning\n  $ postflight retry notification build-812')
    .action(async (queue: QueueName, jobIds: readonly string[], options: { readonly json?: true }) => {
      const ids = jobIds.length === 0 ? 'all' : jobIds
      finish(
        await withRuntime(async (runtime, config) => {
          const result = await runtime.admin.retry(queue, ids)
          const code = await workOff({ runtime, config, queue, result })
          const failedAgain = await countFailed(runtime, queue, result)
          if (options.json) printJson({ queue, ...result, failedAgain })
          else printResult(render(queue, result))
          if (failedAgain) printNote(`${failedAgain} failed again: see \`postflight failed ${queue}\`.`)
          if (result.unknown.length > 0) return EXIT.usage
          return failedAgain ? EXIT.infrastructure : code
        }),
      )
    })
}

/** Retried jobs may run into a service that is still away; they then stay in the queue. */
const WORK_MS_MAX = 10 * 60_000

interface Redrive {
  readonly runtime: Runtime
  readonly config: Config
  readonly queue: QueueName
  readonly result: RetryResult
}

async function workOff({ runtime, config, queue, result }: Redrive): Promise<ExitCode> {
  if (result.retried.length === 0) return EXIT.good
  if (runtime.backend === 'redis') {
    await sayWhatHappensNext(runtime, config, queue)
    return EXIT.good
  }
  return withWorkers(runtime, async () => {
    const isThrough = await pollUntil(() => isIdle(runtime, queue), WORK_MS_MAX)
    await runtime.reconcile()
    const isRefreshed = await pollUntil(() => isIdle(runtime, 'finalize'), WORK_MS_MAX)
    if (isThrough && isRefreshed) return EXIT.good
    printNote(`Some jobs are still not through after ${renderDuration(WORK_MS_MAX)}; \`postflight worker\` goes on.`)
    return EXIT.infrastructure
  })
}

async function sayWhatHappensNext(runtime: Runtime, config: Config, queue: QueueName): Promise<void> {
  const workers = (await runtime.admin.status()).find((status) => status.queue === queue)?.workers ?? 0
  if (workers === 0) printNote(`No worker runs for ${queue}: start one with \`postflight worker ${queue}\`.`)
  else printNote(`${workers} worker${workers === 1 ? '' : 's'} will take them up now.`)
  printNote(`Reports are refreshed within ${renderDuration(config.reconcileMs)} after that.`)
}

async function isIdle(runtime: Runtime, queue: QueueName): Promise<boolean> {
  const status = (await runtime.admin.status()).find((candidate) => candidate.queue === queue)
  if (!status) throw new PostflightError('internal.unexpected', `Expected ${queue} to have a status, got none`)
  return status.waiting + status.active + status.delayed === 0
}

const FAILED_LOOKED_AT_MAX = 10_000

/** Null where it shows only later: other processes work on Redis. */
async function countFailed(runtime: Runtime, queue: QueueName, { retried }: RetryResult): Promise<number | null> {
  if (retried.length === 0) return 0
  if (runtime.backend === 'redis') return null
  const failed = await runtime.admin.failed(queue, FAILED_LOOKED_AT_MAX)
  return failed.filter((job) => retried.includes(job.jobId)).length
}

function render(queue: QueueName, { retried, unknown }: RetryResult): string {
  if (retried.length + unknown.length === 0) return `Nothing of ${queue} has failed for good.`
  const lines = retried.map((jobId) => `retried ${toPrintable(jobId)}`)
  return [...lines, ...unknown.map((jobId) => `not failed in ${queue}: ${toPrintable(jobId)}`)].join('\n')
}
