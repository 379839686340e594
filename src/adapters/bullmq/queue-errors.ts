// What goes wrong in BullMQ, ioredis and pg in our terms: a server that is away is `queue.unavailable`.

import { PostflightError, toPostflightError } from '../../core/error.ts'

/** The same calls, failing with PostflightErrors only. */
export function withQueueErrors<Port extends object>(port: Port): Port {
  const guarded = Object.entries(port).map(([name, call]) => [name, guard(call as Call)])
  return Object.fromEntries(guarded) as Port
}

type Call = (...args: readonly unknown[]) => Promise<unknown>

function guard(call: Call): Call {
  return async (...args) => {
    try {
      return await call(...args)
    } catch (error) {
      throw toQueueError(error)
    }
  }
}

function toQueueError(error: unknown): PostflightError {
  if (error instanceof PostflightError || !isAway(error)) return toPostflightError(error)
  const { message, code, name } = error
  return new PostflightError('queue.unavailable', `Expected the queue to answer, got ${message || code || name}`, {
    cause: error,
  })
}

/** Node's codes of the socket; SQLSTATE's connection, resources, operator and system classes (appendix A). */
const AWAY_CODE = /^(?:E[A-Z]{3,}|(?:08|53|57|58)[0-9A-Z]{3})$/
const AWAY_NAMES = new Set(['MaxRetriesPerRequestError', 'AbortError', 'ConnectionClosedError'])
/** Redis's own refusals that pass, then the words of ioredis and of pg, which have no code. */
const AWAY_MESSAGE =
  /^(?:LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|MISCONF|OOM|NOAUTH|WRONGPASS) |Connection is closed|Command timed out|Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/

function isAway(error: unknown): error is Error & { readonly code?: string } {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (
    (typeof code === 'string' && AWAY_CODE.test(code)) || AWAY_NAMES.has(error.name) || AWAY_MESSAGE.test(error.message)
  )
}
