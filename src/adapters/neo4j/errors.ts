// Neo4j's errors in our own words: whether the server is away, refuses us, is busy, or refuses the statement.
// Codes: Neo4j status codes, https://neo4j.com/docs/status-codes/5/

import { Neo4jError } from 'neo4j-driver'
import { PostflightError, toPostflightError } from '../../core/error.ts'
import type { PostflightErrorCode } from '../../core/error-codes.ts'

/** `where` names the server in messages; it holds no credentials. */
export function translateNeo4jError(thrown: unknown, where: string): PostflightError {
  if (!(thrown instanceof Neo4jError)) return toPostflightError(thrown)
  const code = classify(thrown)
  const message = `Expected Neo4j at ${where} to ${EXPECTATION[code]}, got ${thrown.code}: ${thrown.message}`
  return new PostflightError(code, message, { cause: thrown, context: { neo4jCode: thrown.code } })
}

/** The transaction was larger than the memory the server gives to one, or than it has left. */
export function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof Neo4jError && /OutOfMemory(?:Error)?$/.test(thrown.code)
}

/** Another process has just made the same constraint. */
export function isAlreadyThere(thrown: unknown): boolean {
  return thrown instanceof Neo4jError && thrown.code === 'Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists'
}

type GraphErrorCode = Extract<PostflightErrorCode, `graph.${string}`>

const EXPECTATION: Readonly<Record<GraphErrorCode, string>> = {
  'graph.unavailable': 'answer',
  'graph.credentials_refused': 'accept the credentials',
  'graph.busy': 'complete the transaction',
  'graph.rejected': 'accept the statement',
}

/** First match wins; what matches none and comes from the server is a refusal for good. */
const CLASSES: readonly (readonly [RegExp, GraphErrorCode])[] = [
  [/^(?:ServiceUnavailable|SessionExpired|ProtocolError)$/, 'graph.unavailable'],
  [/DatabaseUnavailable$|\.NotALeader$|LeaderSwitch$|ReadOnlyDatabase$|ReadReplica$/, 'graph.unavailable'],
  // A database that is not there yet, or a misspelt one: the jobs wait for the operator instead of failing.
  [/\.DatabaseNotFound$/, 'graph.unavailable'],
  [/\.Security\.(?!Forbidden)/, 'graph.credentials_refused'],
  [/TransientError|OutOfMemory|TransactionTimedOut|Deadlock|LockClientStopped|\.Terminated$/, 'graph.busy'],
  [/^Neo\.DatabaseError\./, 'graph.busy'],
  [/^Neo\./, 'graph.rejected'],
]

function classify(error: Neo4jError): GraphErrorCode {
  const found = CLASSES.find(([pattern]) => pattern.test(error.code))
  if (found !== undefined) return found[1]
  // The driver's own errors carry no code: no connection to be had in time, a pool that closes.
  return 'graph.unavailable'
}
