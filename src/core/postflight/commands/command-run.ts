// A command that was run, and what came of it.

import { toParts } from '../transcripts/shell-command.ts'
import { kindOf } from './command-kinds.ts'

export type Outcome = 'passed' | 'failed' | 'unknown'

export interface CommandRun {
  readonly line: number
  /** As it was typed, bounded; several lines where it was a script. */
  readonly text: string
  /** Of the command as a whole. */
  readonly exitCode: number | undefined
  /** Of the tests or the build in it: by its exit code where nothing hides that, else by what it printed. */
  readonly outcome: Outcome
}

export interface TestRun {
  readonly line: number
  readonly outcome: Outcome
}

export interface ToolUse {
  /** The first word: `git`. */
  readonly name: string
  readonly runs: number
  readonly failures: number
}

export function outcomeOf(command: string, exitCode: number | undefined, printed: Outcome): Outcome {
  if (printed === 'failed') return 'failed'
  if (exitCode === undefined || !exitCodeSpeaks(command)) return printed
  return exitCode === 0 ? 'passed' : 'failed'
}

/** Whether a command's exit code is that of its tests or its build: nothing after them hides it. */
function exitCodeSpeaks(command: string): boolean {
  const parts = toParts(command)
  const at = parts.findLastIndex((part) => kindOf(part) === 'test' || kindOf(part) === 'build')
  return parts.slice(at + 1).every(({ link }) => link === '&&')
}
