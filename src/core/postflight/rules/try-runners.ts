// Runs the examples of the readers of test runners, as `postflight rules test` does those of rules.

import { isDeepStrictEqual } from 'node:util'
import { LineReaders } from '../reading/line-readers.ts'
import type { RunnerEvent, TestRunner } from '../runners/runner.ts'
import { toLines } from './try-line.ts'

export interface FailedRunnerExample {
  readonly runner: string
  readonly log: string
  readonly expected: readonly RunnerEvent[]
  readonly got: readonly RunnerEvent[]
}

export interface RunnersResult {
  readonly runners: number
  readonly examples: number
  readonly failed: readonly FailedRunnerExample[]
}

export function tryRunners(runners: readonly TestRunner[]): RunnersResult {
  const trials = runners.flatMap((runner) => [
    ...runner.examples.match.map(({ log, events }) => ({ runner, log, expected: events })),
    ...runner.examples.noMatch.map((log) => ({ runner, log, expected: [] })),
  ])
  const failed = trials
    .map((trial) => ({ ...trial, runner: trial.runner.name, got: eventsOf(trial.runner, trial.log) }))
    .filter(({ expected, got }) => !isDeepStrictEqual(expected, got))
  return { runners: runners.length, examples: trials.length, failed }
}

function eventsOf(runner: TestRunner, log: string): readonly RunnerEvent[] {
  const read = runner.open()
  const events: RunnerEvent[] = []
  const { literals } = runner
  const readers = new LineReaders([{ literals, read: (line, listen) => events.push(...read(line, listen)) }])
  for (const line of toLines(log)) readers.read(line)
  return events
}
