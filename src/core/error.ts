// The one error type of the project. Adapters translate vendor errors into it at the border.

import { ERROR_CODES, type PostflightErrorCode } from './error-codes.ts'

export interface ErrorDetails {
  readonly cause?: unknown
  /** Plain values that help to find the place: job id, path, status code. Never a secret. */
  readonly context?: Readonly<Record<string, string | number | boolean | null>>
  /** Milliseconds after which the service said that it may be asked again. */
  readonly retryAfterMs?: number
}

/** Message formula: “Expected X to be …, got …”. */
export class PostflightError extends Error {
  override readonly name = 'PostflightError'
  readonly code: PostflightErrorCode
  readonly retryable: boolean
  readonly hint: string
  readonly context: Readonly<Record<string, string | number | boolean | null>>
  readonly retryAfterMs: number | undefined

  constructor(code: PostflightErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.code = code
    this.retryable = ERROR_CODES[code].retryable
    this.hint = ERROR_CODES[code].hint
    this.context = details.context ?? {}
    this.retryAfterMs = details.retryAfterMs
  }
}

/** Any thrown value as a PostflightError; what is none yet becomes `internal.unexpected`. */
export function toPostflightError(thrown: unknown): PostflightError {
  if (thrown instanceof PostflightError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new PostflightError('internal.unexpected', message, { cause: thrown })
}

/** What a log line says of an error. */
export function errorFields(error: PostflightError): {
  readonly code: string
  readonly error: string
  readonly hint: string
} {
  return { code: error.code, error: error.message, hint: error.hint }
}

/** Makes an exhaustive `switch` a compile error when a case is forgotten. */
export function assertNever(value: never): never {
  throw new PostflightError('internal.unexpected', `Expected every case to be handled, got ${JSON.stringify(value)}`)
}
