// Reads a log with runners as the analysis does: a line is offered to those of whose literals it contains one, and
// those below it to the runners that want them.

import { withoutPrefix } from '../../../../src/core/postflight/reading/line-prefix.ts'
import { toVisible } from '../../../../src/core/postflight/reading/visible-text.ts'
import { TEST_RUNNERS } from '../../../../src/core/postflight/runners/all.ts'
import type { RunnerEvent, TestRunner } from '../../../../src/core/postflight/runners/runner.ts'
import { type Tests, TestTally } from '../../../../src/core/postflight/runners/tally.ts'

export interface HeardEvent {
  readonly runner: TestRunner
  readonly line: number
  readonly event: RunnerEvent
}

export function listen(log: string, runners: readonly TestRunner[] = TEST_RUNNERS): readonly HeardEvent[] {
  const readers = runners.map((runner) => ({ runner, read: runner.open(), until: -1 }))
  return log.split('\n').flatMap((raw, index) => {
    const full = toVisible(raw).text
    const line = { number: index + 1, text: withoutPrefix(full), full }
    const offered = readers.filter((reader) => {
      const isCalled = reader.runner.literals.some((word) => raw.toLowerCase().includes(word))
      if (isCalled) reader.until = index + (reader.runner.following ?? 0)
      return isCalled || index <= reader.until
    })
    return offered.flatMap(({ runner, read }) => read(line).map((event) => ({ runner, line: index + 1, event })))
  })
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
