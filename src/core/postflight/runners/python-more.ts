// Python beside pytest and unittest: doctest by itself, and tox, whose environments count where nothing inside does.

import { failure, partOf, runOf, toSaid } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** https://github.com/python/cpython/blob/main/Lib/doctest.py: the counts come with -v only, the last line always. */
const DOCTEST_COUNTS = /^(?<passed>\d{1,9}) passed(?: and (?<failed>\d{1,9}) failed)?\.$/
const DOCTEST_FAILED =
  /^\*\*\*Test Failed\*\*\* (?<failed>\d{1,9}) failures?(?:, (?<skipped>\d{1,9}) skipped tests?)?\.$/
const PLACE = /^File "[^"]{1,500}", line \d{1,9}, in (?<name>\S{1,500})$/

export const DOCTEST: TestRunner = {
  name: 'doctest',
  literals: [' passed.\n', ' passed and 0', '***Test Failed***', 'Failed example:', '\nFile "'],
  open: openDoctest,
  examples: {
    match: [
      {
        log: 'File "cart.py", line 3, in cart.add\nFailed example:\n    add(1)\n2 passed and 1 failed.\n***Test Failed*** 1 failures.',
        events: [failure('cart.add'), runOf({ passed: 2, failed: 1 })],
      },
      { log: '***Test Failed*** 2 failures.', events: [runOf({ failed: 2 })] },
    ],
    noMatch: ['File "cart.py", line 3, in cart.add', '2 passed, 1 failed'],
  },
}

function openDoctest(): RunnerReader {
  let place = { name: '', line: Number.NEGATIVE_INFINITY }
  let countsLine = Number.NEGATIVE_INFINITY
  return ({ text, number }) => {
    const name = PLACE.exec(text)?.groups?.['name']
    if (name !== undefined) place = { name, line: number }
    if (text === 'Failed example:' && number === place.line + 1) return [failure(place.name)]
    const counts = DOCTEST_COUNTS.exec(text)?.groups
    if (counts !== undefined) {
      countsLine = number
      return [runOf(toSaid(counts))]
    }
    const failed = DOCTEST_FAILED.exec(text)?.groups
    return failed === undefined || number === countsLine + 1 ? NO_EVENTS : [runOf(toSaid(failed))]
  }
}

/** tox 3 (`py39: commands failed`) and 4 (`py39: FAIL code 1 (2.30 seconds)`); https://tox.wiki. */
const ENVIRONMENT =
  /^(?:ERROR: {2,3}|SKIPPED: {2,3}| {2})(?<name>[\w.,-]{1,100}): (?:(?<passed>OK \(\d|commands succeeded)|(?<failed>FAIL code -?\d|commands failed)|(?<skipped>SKIP \(\d|InterpreterNotFound))/

export const TOX: TestRunner = {
  name: 'tox',
  literals: [': OK (', ': FAIL code ', ': SKIP (', ': commands succeeded', ': commands failed', 'skipped: '],
  isFallback: true,
  open: () => readTox,
  examples: {
    match: [
      {
        log: '  py38: SKIP (0.01 seconds)\n  py39: OK (1.23=setup[1.00]+cmd[0.23] seconds)\n  py310: FAIL code 1 (2.30=setup[1.00]+cmd[1.30] seconds)',
        events: [partOf({ skipped: 1 }), partOf({ passed: 1 }), failure('py310'), partOf({ failed: 1 })],
      },
      {
        log: '  py39: commands succeeded\nERROR:   lint: commands failed',
        events: [partOf({ passed: 1 }), failure('lint'), partOf({ failed: 1 })],
      },
    ],
    noMatch: ['  congratulations :)', 'py39: OK', 'service: OK (200)'],
  },
}

function readTox({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const { name = '', passed, failed, skipped } = ENVIRONMENT.exec(text)?.groups ?? {}
  if (passed !== undefined) return [partOf({ passed: 1 })]
  if (skipped !== undefined) return [partOf({ skipped: 1 })]
  return failed === undefined ? NO_EVENTS : [failure(name), partOf({ failed: 1 })]
}
