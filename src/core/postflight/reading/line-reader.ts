// What else reads the lines of a log beside the rules: structure, claims, learnings, commands.

import type { LogLine, Speaker } from './log-line.ts'

export interface LineReader {
  /** Lower-case ASCII, at least three characters; a line is offered when it contains one of them. */
  readonly literals: readonly string[]
  /** So many lines after one that is offered are offered as well, whatever they contain; none where absent. */
  readonly following?: number
  /** Lines of these speakers are offered whatever they contain; none where absent. */
  readonly speakers?: readonly Speaker[]
  read(line: LogLine): void
}
