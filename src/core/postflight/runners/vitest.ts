// Vitest: `Tests` counts, `Test Files` does not; the summary's terms are divided by bars.
// https://github.com/vitest-dev/vitest/blob/main/packages/vitest/src/node/reporters/base.ts

import { type Columns, failure, readTerms, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

const SUMMARY =
  /^(?:[\w@/.-]{1,100}(?: \w{1,30})?: )? {2,}Tests {2}(?<terms>no tests|\d[\w |]{1,200} \((?<total>\d{1,9})\))$/
/** An expected failure is a pass to Vitest. */
const COLUMNS: Columns = { failed: 'failed', passed: 'passed', skipped: 'skipped', todo: 'skipped' }
/** A file, a ` > ` and the test's path; a project's name may stand before. */
const FAILED =
  /^(?:[\w@/.-]{1,100}(?: \w{1,30})?: )? FAIL {2}(?:\|[^|]{1,100}\| | ?[\w@-]{1,100} {2})?(?<name>\S{1,500} > .+)$/

export const VITEST: TestRunner = {
  name: 'vitest',
  literals: [' Tests  ', ' FAIL  '],
  open: () => readLine,
  examples: {
    match: [
      {
        log: [
          ' FAIL  test/a.test.ts > cart > adds an item',
          ' FAIL  |node| test/b.test.ts > removes an item',
          ' Test Files  1 failed | 2 passed (3)',
          '      Tests  2 failed | 5 passed | 1 skipped | 1 todo (9)',
        ].join('\n'),
        events: [
          failure('test/a.test.ts > cart > adds an item'),
          failure('test/b.test.ts > removes an item'),
          runOf({ failed: 2, passed: 5, skipped: 2 }),
        ],
      },
      { log: '      Tests  3 passed (3)', events: [runOf({ passed: 3 })] },
      { log: '     Tests  no tests', events: [runOf({})] },
    ],
    noMatch: [
      ' FAIL  test/a.test.ts [ test/a.test.ts ]',
      ' Test Files  1 failed | 2 passed (3)',
      '   ✓ says Tests  1 failed (1) 3ms',
    ],
  },
}

function readLine({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const terms = SUMMARY.exec(text)?.groups?.['terms']
  if (terms !== undefined) return [runOf(readTerms(terms, COLUMNS) ?? {})]
  const name = FAILED.exec(text)?.groups?.['name']
  return name === undefined ? NO_EVENTS : [failure(name)]
}
