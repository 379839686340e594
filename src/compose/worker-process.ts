// A process that works on queues until it is told to stop: config → adapters → stages → start → graceful stop.

import { setTimeout as passes } from 'node:timers/promises'
import { openRuntime, type Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import type { QueueName } from '../core/queue-names.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const
/** 128 + SIGTERM, as shells report it: the second signal ended the process. */
const FORCED_EXIT_CODE = 143
/** Running jobs, or a service that is away, had to be left; the command line's code for infrastructure. */
const LEFT_OPEN_EXIT_CODE = 3
/** How long saying goodbye to services may take, some of which may be away. */
const CLOSE_MS_MAX = 5_000

/**
 * Works until the first SIGTERM or SIGINT, then lets running jobs finish for the configured time; a second signal
 * ends the process at once. Either way nothing is lost. Waits for a queue server that is not there yet. Where
 * running jobs had to be left to other workers, it ends the process with 3.
 */
export async function runWorkerProcess(config: Config, queues: readonly QueueName[]): Promise<void> {
  const stop = listenForStop()
  const runtime = await openRuntime(config, { patienceMs: Number.POSITIVE_INFINITY })
  const drained = await workUntil(stop, runtime, { config, queues })
  const isClosed = await Promise.race([runtime.close().then(() => true), passes(CLOSE_MS_MAX, false, { ref: false })])
  // A client that still tries to reach its server would keep the process alive for ever.
  if (!isClosed || !drained) process.exit(LEFT_OPEN_EXIT_CODE)
}

async function workUntil(
  stop: Promise<NodeJS.Signals>,
  runtime: Runtime,
  { config, queues }: { config: Config; queues: readonly QueueName[] },
): Promise<boolean> {
  const workers = runtime.startWorkers(queues)
  runtime.logger.info('Working', { queues: queues.join(' '), ...describe(config) })
  const signal = await stop
  runtime.logger.info('Finishing running jobs; the same signal again ends at once', { signal })
  return workers.drain()
}

function listenForStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let received = 0
    const onSignal = (signal: NodeJS.Signals) => {
      received += 1
      if (received > 1) process.exit(FORCED_EXIT_CODE)
      resolve(signal)
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })
}

/** What a person wants to see first in a worker's log; free of secrets. */
function describe(config: Config) {
  return { queue: config.queue.kind, graph: describeGraph(config), telegram: describeTelegram(config) }
}

function describeGraph({ graph }: Config): string {
  switch (graph.kind) {
    case 'neo4j':
      return `Neo4j at ${graph.uri}`
    case 'postgres':
      return 'tables in the same PostgreSQL'
    case 'off':
      return 'off: with REDIS_URL it needs NEO4J_URI'
  }
}

function describeTelegram({ telegram, telegramPerSecond }: Config): string {
  if (telegram === undefined) return 'off: TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID are not set'
  return `at most ${telegramPerSecond} messages a second`
}
