// Mocha's epilogue, which says passing, pending and failing in lines of their own, and the list of failures below it,
// where suites and title stand in lines of growing indentation. Silent inside of Cypress, which counts by itself.
// https://github.com/mochajs/mocha/blob/main/lib/reporters/base.js

import type { Listen } from '../reading/line-reader.ts'
import { failure, runAgain, runOf } from './counts.ts'
import { NUMBERED_LITERALS } from './numbered.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** `passing` always comes, first, and with a duration. */
const PASSING = /^ {2}(?<count>\d{1,9}) passing \(\d{1,9}(?:ms|s|m|h|d)\)$/
const OTHER = /^ {2}(?<count>\d{1,9}) (?<word>pending|failing)$/
/** The rest of the epilogue stands right below `passing`. */
const EPILOGUE_LINES = 3

const LISTED = /^ {2}\d{1,6}\) (?<name>\S.*)$/
const INDENTED = /^ {4,}(?<name>\S.*)$/
/** One line per suite; so many are read. */
const TITLE_LINES_MAX = 12

export const MOCHA: TestRunner = {
  name: 'mocha',
  literals: ['0 passing (', '0 pending\n', '0 failing\n', '(Run Starting)', '(Run Finished)', ...NUMBERED_LITERALS],
  open: openMocha,
  examples: {
    match: [
      {
        log: [
          '  2 passing (7ms)',
          '  1 pending',
          '  2 failing',
          '',
          '  1) Cart',
          '       nested',
          '         adds an item:',
          '',
          '      AssertionError [ERR_ASSERTION]: 1 == 2',
          '  2) Cart',
          '       "after all" hook for "later":',
          '     Error: hook',
        ].join('\n'),
        events: [
          runOf({ passed: 2 }),
          runAgain({ passed: 2, skipped: 1 }),
          runAgain({ passed: 2, skipped: 1, failed: 2 }),
          failure('Cart nested adds an item'),
          failure('Cart "after all" hook for "later"'),
        ],
      },
      { log: '  3 passing (1s)', events: [runOf({ passed: 3 })] },
    ],
    noMatch: ['  6 failing as expected', '  6 failing', '    1) adds an item', '  (Run Starting)\n  3 passing (1s)'],
  },
}

interface Epilogue {
  readonly line: number
  readonly passed: number
  readonly skipped: number
  readonly failed: number
}

const NO_EPILOGUE: Epilogue = { line: Number.NEGATIVE_INFINITY, passed: 0, skipped: 0, failed: 0 }

function openMocha(): RunnerReader {
  let isInCypress = false
  let epilogue = NO_EPILOGUE
  const readName = openFailureList()
  return ({ text, number }, listen) => {
    if (text.trim() === '(Run Starting)') isInCypress = true
    if (text.trim() === '(Run Finished)') isInCypress = false
    if (isInCypress) return NO_EVENTS
    const passing = PASSING.exec(text)?.groups?.['count']
    if (passing !== undefined) {
      epilogue = { ...NO_EPILOGUE, line: number, passed: Number(passing) }
      return [runOf(epilogue)]
    }
    const more = number - epilogue.line <= EPILOGUE_LINES ? OTHER.exec(text)?.groups : undefined
    if (more === undefined) return epilogue.failed === 0 ? NO_EVENTS : readName(text, number, listen)
    const column = more['word'] === 'pending' ? 'skipped' : 'failed'
    epilogue = { ...epilogue, [column]: Number(more['count']) }
    return [runAgain(epilogue)]
  }
}

/** Reads the numbered failures of Mocha's epilogue; a title ends with the line that ends with a colon. */
export function openFailureList(): (text: string, number: number, listen: Listen) => readonly RunnerEvent[] {
  let path: string[] = []
  let lastLine = 0
  return (text, number, listen) => {
    const listed = LISTED.exec(text)?.groups?.['name']
    const next = path.length > 0 && number === lastLine + 1 ? INDENTED.exec(text)?.groups?.['name'] : undefined
    const part = listed ?? next
    if (part === undefined || path.length >= TITLE_LINES_MAX) {
      path = []
      return NO_EVENTS
    }
    path = listed === undefined ? [...path, part] : [part]
    lastLine = number
    listen(1)
    if (!part.endsWith(':')) return NO_EVENTS
    const name = path.join(' ').slice(0, -1)
    path = []
    return [failure(name)]
  }
}
