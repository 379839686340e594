// BullMQ's errors, and those of Redis and PostgreSQL beneath it, in our terms.

import { PostflightError } from '../../core/error.ts'
import type { Logger } from '../../ports/logger.ts'

/** Node's and ioredis' ways to say that a connection is not there. */
const AWAY =
  /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)|Connection (?:is closed|terminated)|max retries|isn't writeable|time(?:d )?out/i
/** Redis' replies of a server that takes no commands now, or not from us: starting, a replica, full, locked. */
const REFUSES = /^(?:LOADING|READONLY|NOAUTH|WRONGPASS|NOPERM|OOM|MISCONF|BUSY|MASTERDOWN|CLUSTERDOWN)\b/
/** SQLSTATE classes: connection exception, insufficient resources, operator intervention, system error. */
const AWAY_SQLSTATE = /^(?:08|53|57|58)[0-9A-Z]{3}$/

/** The port with every error of a service as a PostflightError: `queue.unavailable`, or a defect of ours. */
export function translateErrors<Port extends object>(port: Port): Port {
  const entries = Object.entries(port).map(([name, method]: [string, (...args: unknown[]) => unknown]) => {
    const translated = async (...args: unknown[]) => {
      try {
        return await method(...args)
      } catch (error) {
        throw toQueueError(error)
      }
    }
    return [name, translated]
  })
  return Object.fromEntries(entries) as Port
}

export function toQueueError(thrown: unknown): PostflightError {
  if (thrown instanceof PostflightError) return thrown
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = isAway(error) ? 'queue.unavailable' : 'internal.unexpected'
  return new PostflightError(code, `Expected the queue to carry out a command, got ${error.message}`, { cause: error })
}

function isAway(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : ''
  return [AWAY.test(code), AWAY.test(error.message), REFUSES.test(error.message), AWAY_SQLSTATE.test(code)].some(
    Boolean,
  )
}

/** How long the same error is not logged again: a connection that is away reports it several times a second. */
const REPEAT_MS = 60_000

/** For the `error` event of BullMQ's objects. */
export function createErrorListener(logger: Logger): (error: Error) => void {
  const loggedAtMs = new Map<string, number>()
  return ({ message }) => {
    const nowMs = performance.now()
    if (nowMs - (loggedAtMs.get(message) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return
    // Messages are few; should they not be, forgetting them costs a repeated line.
    if (loggedAtMs.size >= MESSAGES_MAX) loggedAtMs.clear()
    loggedAtMs.set(message, nowMs)
    logger.warn('The queue reports an error', { error: message })
  }
}

const MESSAGES_MAX = 100
