// Reads a log with runners as the analysis does: a line is offered to those of whose literals it holds one, and those
// below it to the runners that listen.

import { dress } from '../../../../src/core/postflight/reading/dress-line.ts'
import type { Listen } from '../../../../src/core/postflight/reading/line-reader.ts'
import { LineReaders } from '../../../../src/core/postflight/reading/line-readers.ts'
import type { LogLine } from '../../../../src/core/postflight/reading/log-line.ts'
import { TEST_RUNNERS } from '../../../../src/core/postflight/runners/all.ts'
import type { RunnerEvent, TestRunner } from '../../../../src/core/postflight/runners/runner.ts'
import { type Tests, TestTally } from '../../../../src/core/postflight/runners/tally.ts'

export interface HeardEvent {
  readonly runner: TestRunner
  readonly line: number
  readonly event: RunnerEvent
}

export function listen(log: string, runners: readonly TestRunner[] = TEST_RUNNERS): readonly HeardEvent[] {
  const heard: HeardEvent[] = []
  const readers = runners.map((runner) => {
    const read = runner.open()
    const { literals } = runner
    return {
      literals,
      read(line: LogLine, listenOn: Listen) {
        for (const event of read(line, listenOn)) heard.push({ runner, line: line.number, event })
      },
    }
  })
  const all = new LineReaders(readers)
  for (const [index, raw] of log.split('\n').entries())
    all.read(dress(raw, { number: index + 1, offset: 0, speaker: 'output' }))
  return heard
}

export function tallyOf(log: string): Tests | undefined {
  const tally = new TestTally()
  for (const { runner, line, event } of listen(log)) tally.add(runner, line, event)
  return tally.result()
}

export function runnerNamed(name: string): TestRunner {
  const runner = TEST_RUNNERS.find((candidate) => candidate.name === name)
  if (runner === undefined) throw new Error(`Expected a runner named ${name}`)
  return runner
}
