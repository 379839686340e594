// A process that works on queues until it is told to stop: config → adapters → stages → start → graceful stop.

import { access } from 'node:fs/promises'
import { openRuntime, type Runtime } from '../compose.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { toPostflightError } from '../core/error.ts'
import { EXIT, type ExitCode, exitCodeOf } from '../core/exit-code.ts'
import type { QueueName } from '../core/queue-names.ts'
import type { Logger } from '../ports/logger.ts'
import { endProcess } from './end-process.ts'
import { listenForStop, type StopSignal } from './stop-signal.ts'

/** The whole process: ends with 0, with 2 when a setting is wrong, else with 3. Never throws. */
export async function runWorkerProcess(queues: readonly QueueName[]): Promise<void> {
  try {
    endProcess(await workUntilStopped(loadConfig(), queues))
  } catch (error) {
    const { code, message, hint } = toPostflightError(error)
    process.stderr.write(`Error (${code}): ${message}\nHint: ${hint}\n`)
    endProcess(exitCodeOf(code))
  }
}

/**
 * Works until the first SIGTERM or SIGINT, then lets running jobs finish for the configured time; a second signal
 * ends the process at once. Either way nothing is lost. Waits for a queue server that is not there yet. 3 where
 * running jobs had to be left to other workers: end the process then, they may run on.
 */
export async function workUntilStopped(config: Config, queues: readonly QueueName[]): Promise<ExitCode> {
  const stop = listenForStop()
  const runtime = await openUnlessStopped(config, stop)
  if (runtime === undefined) return EXIT.good
  try {
    const workers = await runtime.startWorkers(queues)
    runtime.logger.info('Working', { queues: queues.join(' '), ...describe(config) })
    if (queues.includes('validation')) await warnOfMissingFolder(config, runtime.logger)
    const signal = await stop.received
    runtime.logger.info('Finishing running jobs; the same signal again ends at once', { signal })
    return (await workers.drain()) ? EXIT.good : EXIT.infrastructure
  } finally {
    await runtime.close()
  }
}

/** Undefined when the process was told to stop before the queue was there. */
async function openUnlessStopped(config: Config, { aborts }: StopSignal): Promise<Runtime | undefined> {
  try {
    return await openRuntime(config, { waitUntil: aborts })
  } catch (error) {
    if (aborts.aborted) return undefined
    throw error
  }
}

/** Jobs would be waited for and reported as missing, one after the other, where only a setting is wrong. */
async function warnOfMissingFolder({ jobsDir }: Config, logger: Logger): Promise<void> {
  const isThere = await access(jobsDir).then(
    () => true,
    () => false,
  )
  if (!isThere)
    logger.warn('The jobs folder is not there, or may not be read: see POSTFLIGHT_JOBS_DIR', { folder: jobsDir })
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
