// What a command printed of its own result: exit codes, and the verdicts of test runners.

import type { LogLine } from '../reading/log-line.ts'
import type { Outcome } from './command-run.ts'

const EXIT_CODES: readonly RegExp[] = [
  /^<returncode>(-?\d{1,5})<\/returncode>$/,
  /^Exit code:? (-?\d{1,5})$/i,
  /^\[(?:The command completed|Command finished) with exit code (-?\d{1,5})\.?\]$/,
  /^Process completed with exit code (\d{1,5})\.?$/,
  /^\*\*CmdOutputObservation \(.{0,80}exit code=(-?\d{1,5})/,
  /^The command ".{1,1024}" exited with (\d{1,5})\.$/,
  /^(?:ERROR: )?Job failed: exit code (\d{1,5})$/,
]
const NOT_FOUND = /^(?:\S{1,80}: )?(?:line \d{1,9}: )?[\w./-]{1,80}: command not found$/

const FAILED =
  /(?<![\d.])[1-9]\d{0,7} (?:tests? |specs? )?(?:failed|failing|failures?|errored)\b(?! as expected)|^(?:FAILED|FAIL)(?:$|[ :(\t])|\bBUILD FAIL|\b(?:Failures|Errors): [1-9]|test result: FAILED|^npm ERR! Test failed|^Tests failed/
const PASSED: readonly RegExp[] = [
  /(?<![\d.])[1-9]\d{0,7} (?:tests? )?(?:passed|passing)\b/,
  /^OK(?:$| \()|^ok[ \t]{1,4}\S|\bBUILD SUCCESS|test result: ok\b|Failures: 0, Errors: 0/,
  /^\d{1,7} (?:examples|tests|runs), .{0,60}\b0 failures/,
]

export const RESULT_LITERALS: readonly string[] = [
  ...['<returncode>', 'exit code', 'exited with 0', 'command not found\n'],
  ...['', 'test ', 'tests ', 'spec ', 'specs '].flatMap((what) =>
    ['failed', 'failing', 'failure', 'errored', 'passed', 'passing'].map((word) => `0 ${what}${word}`),
  ),
  ...['\nFAIL', 'BUILD FAIL', 'BUILD SUCCESS', '\nOK', '\nok ', 'Failures: 0', 'Errors: 0', 'test result: '],
  ...['npm ERR! Test failed', '\nTests failed'],
]

export function readExitCode({ text, full }: Pick<LogLine, 'text' | 'full'>): number | undefined {
  for (const pattern of EXIT_CODES) {
    const match = pattern.exec(text) ?? pattern.exec(full)
    if (match !== null) return Number(match[1])
  }
  return NOT_FOUND.test(text) ? NOT_FOUND_CODE : undefined
}

/** A shell's exit code for a command that it does not find. */
const NOT_FOUND_CODE = 127

/** What a line of a test runner or build tool says of the whole. */
export function readOutcome(text: string): Outcome {
  if (FAILED.test(text)) return 'failed'
  return PASSED.some((pattern) => pattern.test(text)) ? 'passed' : 'unknown'
}
