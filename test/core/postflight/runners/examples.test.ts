// Every runner's own examples, and what must hold for all of them.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLongEnough } from '../../../../src/core/postflight/reading/literal-index.ts'
import { TEST_RUNNERS } from '../../../../src/core/postflight/runners/all.ts'
import type { RunnerEvent, TestRunner } from '../../../../src/core/postflight/runners/runner.ts'
import { listen, tallyOf } from './read-log.ts'

const MATCHES = TEST_RUNNERS.flatMap((runner) =>
  runner.examples.match.map((example, index) => ({ name: `${runner.name} #${index + 1}`, runner, ...example })),
)
const NO_MATCHES = TEST_RUNNERS.flatMap((runner) =>
  runner.examples.noMatch.map((log, index) => ({ name: `${runner.name} #${index + 1}`, runner, log })),
)
const CHARACTERS_MAX = 4096
const LINE_MS_MAX = 250

describe('each runner', () => {
  test.each(MATCHES)('$name: reads from its example what the example says', ({ runner, log, events }) => {
    expect(eventsOf(log, runner)).toEqual(events)
  })

  test.each(NO_MATCHES)('$name: reads nothing from what is not its own', ({ runner, log }) => {
    expect(eventsOf(log, runner)).toEqual([])
  })

  test.each(MATCHES)('$name: no other runner sums up the same lines', ({ runner, log, events }) => {
    if (!events.some(({ kind }) => kind === 'summary') || runner.isFallback) return
    expect(tallyOf(log)?.by_runner.map(({ runner: speaker }) => speaker)).toEqual([runner.name])
  })

  test.each(TEST_RUNNERS.map((runner) => ({ runner, name: runner.name })))(
    '$name: has examples and literals',
    ({ runner }) => {
      expect(runner.examples.match.length).toBeGreaterThan(0)
      expect(runner.examples.noMatch.length).toBeGreaterThan(0)
      expect(runner.literals.filter((literal) => !isLongEnough(literal))).toEqual([])
    },
  )

  test('never throws, and every total is the sum of its columns', () => {
    const lines = MATCHES.flatMap(({ log }) => log.split('\n'))
    const anyLine = fc.oneof(fc.constantFrom(...lines), fc.string({ maxLength: 200 }))
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (log) => {
        for (const { event } of listen(log.join('\n'))) {
          if (event.kind === 'failed') expect(event.name).not.toBe('')
          else expectSum(event.counts)
        }
        const tests = tallyOf(log.join('\n'))
        if (tests !== undefined) expectSum(tests)
      }),
      { numRuns: 300 },
    )
  })

  test('reads the longest lines in little time', () => {
    for (const { log, runner } of MATCHES) {
      for (const line of log.split('\n')) expectQuick(runner, line)
    }
  })
})

/** What a pattern could be slow on: its own beginning, and any of its characters over and over. */
function expectQuick(runner: TestRunner, line: string): void {
  const read = runner.open()
  for (const filler of [' ', '1', 'a', ' 1', ', 1 failed', '(', '.a', '#', '[', '- ']) {
    for (let cut = 0; cut <= line.length; cut += 7) {
      const text = (line.slice(0, cut) + filler.repeat(CHARACTERS_MAX)).slice(0, CHARACTERS_MAX)
      const begun = performance.now()
      read({ number: 1, text, full: text }, () => undefined)
      expect(performance.now() - begun, `${runner.name}: ${text.slice(0, 80)}`).toBeLessThan(LINE_MS_MAX)
    }
  }
}

function eventsOf(log: string, runner: TestRunner): readonly RunnerEvent[] {
  return listen(log, [runner]).map(({ event }) => event)
}

function expectSum(counts: {
  readonly total: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly errored: number
}): void {
  expect(counts.total).toBe(counts.passed + counts.failed + counts.skipped + counts.errored)
}
