// What a reader of one test runner's output is: it is offered the lines that contain one of its literals and says
// what they tell.

import type { LineReader, Listen } from '../reading/line-reader.ts'
import type { LogLine } from '../reading/log-line.ts'

export interface TestCounts {
  readonly total: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Tests that ended in an error rather than a failed assertion, where the runner tells them apart. */
  readonly errored: number
}

export type RunnerEvent =
  /**
   * A summary. `run`: of a whole run of the runner, to be added to other runs in the same log. `part`: of a class,
   * file or package; parts count only as long as no run's summary comes. With `replaces` it takes the place of the last
   * summary of the same scope from the same reader, for runners that say it in several lines.
   */
  | {
      readonly kind: 'summary'
      readonly scope: 'run' | 'part'
      readonly counts: TestCounts
      readonly replaces?: true
    }
  /** A test failed. The name as the runner prints it, without durations. */
  | { readonly kind: 'failed'; readonly name: string }

export interface TestRunner {
  /** As its users call it: `pytest`, `go test`. */
  readonly name: string
  /** A line is offered when it holds one of them: the more of a line they say, the fewer are offered for nothing. */
  readonly literals: LineReader['literals']
  /** Names of runners that it starts and whose output it shows; what they count is in its own summary. */
  readonly drives?: readonly string[]
  /** Too vague to be believed where another runner speaks. */
  readonly isFallback?: true
  /** Starts reading one log. Holds a bounded amount, whatever the log. */
  open(): RunnerReader
  readonly examples: RunnerExamples
}

/** Yields what a line tells; an empty array when it tells nothing. Never throws. */
export type RunnerReader = (line: Pick<LogLine, 'number' | 'text' | 'full'>, listen: Listen) => readonly RunnerEvent[]

/** Run by `postflight rules test`. */
export interface RunnerExamples {
  /** A piece of the runner's output and the events that must come of it, in order. */
  readonly match: readonly { readonly log: string; readonly events: readonly RunnerEvent[] }[]
  /** Output from which no event may come. */
  readonly noMatch: readonly string[]
}
