// What else reads the lines of a log beside the rules: structure, claims, learnings, commands.

import type { LogLine, Speaker } from './log-line.ts'

/** The next so many lines are wanted too, whatever they hold; 0 takes that back. */
export type Listen = (lines: number) => void

export interface LineReader {
  /** A line is offered when it holds one of them; see `readerLiteral`. */
  readonly literals: readonly string[]
  /** Lines of these speakers are offered whatever they contain; none where absent. */
  readonly speakers?: readonly Speaker[]
  read(line: LogLine, listen: Listen): void
}
