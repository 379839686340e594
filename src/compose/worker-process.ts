// A process that works on queues until it is told to stop: config → adapters → stages → start → graceful stop.

import { openRuntime, type Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import type { QueueName } from '../core/queue-names.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const
/** 128 + SIGTERM, as shells report it: the second signal ended the process. */
const FORCED_EXIT_CODE = 143

/**
 * Works until the first SIGTERM or SIGINT, then lets running jobs finish for the configured time; a second signal
 * ends the process at once. Either way nothing is lost. Waits for a queue server that is not there yet. Resolves
 * to false when running jobs had to be left to other workers.
 */
export async function runWorkerProcess(config: Config, queues: readonly QueueName[]): Promise<boolean> {
  const stop = listenForStop()
  const runtime = await openRuntime(config, { patienceMs: Number.POSITIVE_INFINITY })
  try {
    return await workUntil(stop, runtime, { config, queues })
  } finally {
    await runtime.close()
  }
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
