// gotestsum, which runs go test and counts for it; a re-run sums up all runs so far.
// https://github.com/gotestyourself/gotestsum/blob/main/testjson/summary.go

import { failure, runAgain, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

const DONE =
  /^DONE (?<runs>\d{1,6} runs, )?(?<total>\d{1,9}) tests?(?:, (?<skipped>\d{1,9}) skipped)?(?:, (?<failed>\d{1,9}) failures?)?(?:, (?<errored>\d{1,9}) errors?)? in \d/
const DONE_FAILED = /^=== FAIL: \S{1,500} (?<name>[^\s(]\S{0,1000})(?: \(re-run \d{1,4}\))?(?: \(\d{1,9}\.\d{1,9}s\))?$/

export const GOTESTSUM: TestRunner = {
  name: 'gotestsum',
  literals: ['\nDONE ', '=== FAIL: '],
  drives: ['go test'],
  open: () => readGotestsum,
  examples: {
    match: [
      {
        log: '=== FAIL: . TestCart/adds_item (0.00s)\nDONE 4 tests, 2 skipped, 1 failure in 0.282s\nDONE 2 runs, 5 tests, 2 skipped, 1 failure in 0.553s',
        events: [
          failure('TestCart/adds_item'),
          runOf({ total: 4, skipped: 2, failed: 1 }),
          runAgain({ total: 5, skipped: 2, failed: 1 }),
        ],
      },
      { log: 'DONE 12 tests in 1.005s', events: [runOf({ total: 12 })] },
      { log: 'DONE 0 tests, 1 error in 0.1s', events: [runOf({ total: 1, errored: 1 })] },
    ],
    noMatch: ['DONE in 3s', '=== FAIL: shop (0.00s)'],
  },
}

function readGotestsum({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const done = DONE.exec(text)?.groups
  if (done !== undefined) {
    const [failed, skipped, errored] = [done['failed'], done['skipped'], done['errored']].map((count) =>
      Number(count ?? 0),
    )
    const passed = Math.max(0, Number(done['total']) - (failed ?? 0) - (skipped ?? 0))
    const said = { passed, failed, skipped, errored }
    return [done['runs'] === undefined ? runOf(said) : runAgain(said)]
  }
  const name = DONE_FAILED.exec(text)?.groups?.['name']
  return name === undefined ? NO_EVENTS : [failure(name)]
}
