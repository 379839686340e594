// What the process says to the shell. Never a count.

import type { PostflightErrorCode } from '../core/error-codes.ts'

export const EXIT = {
  good: 0,
  /** Something is below the threshold that was asked for. */
  below: 1,
  /** The command line, a setting or a named thing is wrong. */
  usage: 2,
  /** A service is missing or failed, or the command was interrupted. */
  infrastructure: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Called with what the process should end with once an action is over. */
export type Finish = (code: ExitCode) => void

const USAGE_CODES: ReadonlySet<PostflightErrorCode> = new Set([
  'config.invalid',
  'usage.invalid',
  'job_id.invalid',
  'message.invalid',
  'log.missing',
  'report.missing',
  'queue.job_unknown',
])

/** The exit code for a command that ended with this error. */
export function exitCodeOf(code: PostflightErrorCode): ExitCode {
  return USAGE_CODES.has(code) ? EXIT.usage : EXIT.infrastructure
}
