// Ginkgo, whose suites run below go test. https://onsi.github.io/ginkgo

import { failure, runOf, toSaid } from './counts.ts'
import { fromPatterns } from './pattern-runner.ts'

export const GINKGO = fromPatterns({
  name: 'ginkgo',
  literals: ['FAIL! -- ', 'SUCCESS! -- ', '[It] '],
  drives: ['go test'],
  run: [
    /^(?:FAIL|SUCCESS)! -- (?<passed>\d{1,9}) Passed \| (?<failed>\d{1,9}) Failed \|(?: \d{1,9} Flaked \|)? (?<skipped>\d{1,9}) Pending \| (?<skipped1>\d{1,9}) Skipped/,
  ],
  failed: [/^\s{0,8}\[(?:FAIL|Fail|PANICKED|Panic|TIMEDOUT|INTERRUPTED)!?\] (\S.{0,500}\[It\] .{1,500})$/],
  examples: {
    match: [
      {
        log: 'Summarizing 1 Failure:\n  [FAIL] Cart [It] adds an item\n\nRan 2 of 3 Specs in 0.001 seconds\nFAIL! -- 1 Passed | 1 Failed | 1 Pending | 0 Skipped\n',
        events: [failure('Cart [It] adds an item'), runOf(toSaid({ passed: '1', failed: '1', skipped: '1' }))],
      },
      {
        log: 'SUCCESS! -- 3 Passed | 0 Failed | 0 Flaked | 0 Pending | 2 Skipped',
        events: [runOf({ passed: 3, skipped: 2 })],
      },
    ],
    noMatch: ['[It] adds an item', 'FAIL! -- Suite Aborted -- 0 Passed'],
  },
})
