// A command that was run, and what came of it.

import type { KnownPart } from './command-kinds.ts'

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

export function outcomeOf(parts: readonly KnownPart[], exitCode: number | undefined, printed: Outcome): Outcome {
  if (printed === 'failed') return 'failed'
  if (exitCode === undefined || !exitCodeSpeaks(parts)) return printed
  return exitCode === 0 ? 'passed' : 'failed'
}

/** Whether a command's exit code is that of its tests or its build: nothing after them hides it. */
function exitCodeSpeaks(parts: readonly KnownPart[]): boolean {
  const at = parts.findLastIndex(({ kind }) => kind === 'test' || kind === 'build')
  return parts.slice(at + 1).every(({ link }) => link === '&&')
}
