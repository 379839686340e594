// Cypress: the box below each spec file is a part, the table at the end is the run. Inside it prints as Mocha does.
// https://docs.cypress.io/app/references/command-line

import { failure, partOf, runOf, toSaid } from './counts.ts'
import { openFailureList } from './mocha.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

const BOX = /^ {2}│ (?<key>Tests|Passing|Failing|Pending|Skipped): {1,40}(?<count>\d{1,9}) {1,200}│$/
/** Columns: duration, tests, passing, failing, pending, skipped. */
const TABLE =
  /^ {4}[✔✖√×] {2}(?:All specs passed!|\d{1,6} of \d{1,6} failed \(\d{1,3}%\)) {1,100}[\w:]{1,12} {1,20}(?<total>\d{1,9}) {1,20}(?<passed>\d{1,9}|-) {1,20}(?<failed>\d{1,9}|-) {1,20}(?<skipped>\d{1,9}|-) {1,20}(?<skipped2>\d{1,9}|-)$/

export const CYPRESS: TestRunner = {
  name: 'cypress',
  literals: [
    ...['Tests', 'Passing', 'Failing', 'Pending', 'Skipped'].map((key) => `│ ${key}: `),
    ...['All specs passed!', '0 failed (', '(Run Starting)', ...NUMBERED_LITERALS],
  ],
  drives: ['mocha'],
  open: openCypress,
  examples: {
    match: [
      {
        log: [
          '  (Run Starting)',
          '  1) Cart',
          '       adds an item:',
          '  │ Tests:        3                                                      │',
          '  │ Passing:      1                                                      │',
          '  │ Failing:      1                                                      │',
          '  │ Pending:      1                                                      │',
          '  │ Skipped:      0                                                      │',
          '    ✖  1 of 1 failed (100%)                     00:12        3        1        1        1        -',
        ].join('\n'),
        events: [
          failure('Cart adds an item'),
          partOf({ passed: 1, failed: 1, skipped: 1 }),
          runOf({ total: 3, passed: 1, failed: 1, skipped: 1 }),
        ],
      },
      {
        log: '    ✔  All specs passed!                        00:12        3        3        -        -        -',
        events: [runOf({ passed: 3 })],
      },
    ],
    noMatch: ['  1) Cart\n       adds an item:', '  │ Screenshots:  0                                   │'],
  },
}

const KEYS = { Tests: 'total', Passing: 'passed', Failing: 'failed', Pending: 'skipped', Skipped: 'skipped2' } as const

function openCypress(): RunnerReader {
  let isRunning = false
  let box: Record<string, string> = {}
  const readName = openFailureList()
  return ({ text, number }, listen) => {
    if (text.trim() === '(Run Starting)') isRunning = true
    const table = TABLE.exec(text)?.groups
    if (table !== undefined) return [runOf(toSaid(table))]
    const { key, count } = BOX.exec(text)?.groups ?? {}
    if (key === undefined || count === undefined) return isRunning ? readName(text, number, listen) : NO_EVENTS
    box = { ...(key === 'Tests' ? {} : box), [KEYS[key as keyof typeof KEYS]]: count }
    return key === 'Skipped' ? closeBox(box) : NO_EVENTS
  }
}

function closeBox(box: Readonly<Record<string, string>>): readonly RunnerEvent[] {
  return [partOf(toSaid(box))]
}
