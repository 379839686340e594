// `postflight worker`: work on queues until told to stop, then finish in good order.

import type { Command } from 'commander'
import { QUEUE_NAMES, type QueueName } from '../core/queue-names.ts'
import { queuesArgument } from './arguments.ts'
import type { Finish } from './finish.ts'

export function addWorkerCommand(program: Command, finish: Finish): void {
  program
    .command('worker')
    .summary('run workers')
    .description('Runs workers for the queues, all four by default, until SIGTERM or Ctrl-C.')
    .addArgument(queuesArgument('[QUEUE...]', 'only these queues'))
    .addHelpText('after', HELP)
    .action(async (named: readonly QueueName[]) => {
      const queues = named.length === 0 ? QUEUE_NAMES : QUEUE_NAMES.filter((queue) => named.includes(queue))
      const { loadConfig } = await import('../config/load-config.ts')
      const config = loadConfig()
      const { workUntilStopped } = await import('../compose/worker-process.ts')
      finish(await workUntilStopped(config, queues))
    })
}

const HELP = `
The first SIGTERM or Ctrl-C lets running jobs finish, for POSTFLIGHT_DRAIN_MS at most; a second one ends at once.
Nothing is lost either way: an unfinished job is taken up by another worker.

Examples:
  $ postflight worker
  $ postflight worker learning notification`
