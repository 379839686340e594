// What a process says to the shell. Never a count.

import type { PostflightErrorCode } from './error-codes.ts'

export const EXIT = {
  good: 0,
  /** Something is below the threshold that was asked for. */
  below: 1,
  /** The command line, a setting or a named thing is wrong. */
  usage: 2,
  /** A service is missing or failed, jobs had to be left, or the process was interrupted. */
  infrastructure: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const USAGE_CODES: ReadonlySet<PostflightErrorCode> = new Set([
  'config.invalid',
  'usage.invalid',
  'rules.invalid',
  'job_id.invalid',
  'message.invalid',
  'log.missing',
  'report.missing',
])

/** The exit code for a process that ended with this error. */
export function exitCodeOf(code: PostflightErrorCode): ExitCode {
  return USAGE_CODES.has(code) ? EXIT.usage : EXIT.infrastructure
}
