// PostgreSQL's errors in our terms. Codes are SQLSTATE classes, PostgreSQL manual, appendix A.

import { PostflightError, toPostflightError } from '../../core/error.ts'
import type { PostflightErrorCode } from '../../core/error-codes.ts'

/** For claims, sent records and the schema, which live beside the queue. */
export function toQueueError(error: unknown): PostflightError {
  if (error instanceof PostflightError || isDefect(error)) return toPostflightError(error)
  return translate(isAway(error) || isRefused(error) ? 'queue.unavailable' : 'internal.unexpected', error)
}

/** `graph.unavailable`, `graph.credentials_refused`, `graph.busy`, and `graph.rejected` for other refusals. */
export function toGraphError(error: unknown): PostflightError {
  if (error instanceof PostflightError || isDefect(error)) return toPostflightError(error)
  if (isRefused(error)) return translate('graph.credentials_refused', error)
  if (BUSY.has(sqlState(error) ?? '')) return translate('graph.busy', error)
  return translate(isAway(error) ? 'graph.unavailable' : 'graph.rejected', error)
}

/** Serialization failure, deadlock, lock timeout, a statement that took too long. */
const BUSY = new Set(['40001', '40P01', '55P03', '57014'])
/** Connection exception, insufficient resources, operator intervention (shutdown), system error. */
const AWAY_CLASSES = new Set(['08', '53', '57', '58'])
const INVALID_AUTHORIZATION_CLASS = '28'

function isRefused(error: unknown): boolean {
  return sqlState(error)?.startsWith(INVALID_AUTHORIZATION_CLASS) ?? false
}

/** Thrown by our own code: neither server nor driver has had a part in it. */
function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
}

/** Without an SQLSTATE the error came from the socket or the driver: the server never judged the statement. */
function isAway(error: unknown): boolean {
  const state = sqlState(error)
  return state === undefined || AWAY_CLASSES.has(state.slice(0, 2))
}

function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** The driver's messages name hosts and columns, never passwords; `detail`, which holds values, is left out. */
function translate(code: PostflightErrorCode, error: unknown): PostflightError {
  const message = error instanceof AggregateError ? describeAll(error) : (error as Error).message
  const context = { sqlState: sqlState(error) ?? null }
  return new PostflightError(code, `Expected PostgreSQL to carry out a statement, got ${message}`, {
    cause: error,
    context,
  })
}

/** Node gives one of these, with an empty message, when every address of a host refuses. */
function describeAll(error: AggregateError): string {
  return error.errors.map((each: Error) => each.message).join('; ')
}
