// pytest's closing line, with or without its frame, and the tests that it names. xfail counts as skipped and xpass as
// passed; a strict xpass is a failure to pytest itself. https://docs.pytest.org/en/stable/how-to/output.html

import { type Columns, failure, readTerms, runOf } from './counts.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import { FailureHeadings, readSection, type Section } from './pytest-headings.ts'
import { readListed, readProgress } from './pytest-node-ids.ts'
import type { RunnerEvent, RunnerReader, TestRunner } from './runner.ts'

/** The last line: the terms come in the order of what happened, so that any of them may be first. */
const SUMMARY =
  /^(?:=+ )?(?<terms>\d[\w ,-]{1,300}|no tests ran) in \d{1,7}(?:[.,]\d{1,6})? ?s(?:econds)?(?: \([\d:, days]{1,30}\))?(?: =+)?$/
const TERM =
  /^\d{1,9} (?:failed|passed|skipped|deselected|xfailed|xpassed|(?:pytest-)?warnings?|errors?|rerun|subtests? (?:failed|passed|skipped))$/

/** The outcomes of `_pytest/terminal.py`; deselected tests, warnings and reruns are not outcomes of a test. */
const COLUMNS: Columns = {
  passed: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  xfailed: 'skipped',
  error: 'errored',
  errors: 'errored',
}

export const PYTEST: TestRunner = {
  name: 'pytest',
  literals: [
    ...['\nFAIL ', '\nSUBFAIL', 'FAILED ', ' FAILED\n', '\nERROR ', ' ERROR ', ' ERROR\n'],
    ...[' in 0', 'no tests ran', 'test session starts', 'short test summary info'],
    ...['= FAILURES =', '= ERRORS =', '= PASSES =', '= XFAILURES =', '= XPASSES ='],
    // Headings, also those whose title leaves no room for separators.
    ...['\n_ ', '\n__ ', '\n___', '\n test', '\n Test'],
  ],
  open: openPytest,
  examples: {
    match: [
      {
        log: [
          '=========================== short test summary info ============================',
          'FAILED tests/test_a.py::test_x[a - b] - AssertionError: assert 1 == 2',
          'ERROR tests/test_b.py - ImportError: no module named shop',
          '== 1 failed, 2 passed, 1 skipped, 1 xfailed, 1 xpassed, 3 warnings, 1 error in 62.12s (0:01:02) ==',
        ].join('\n'),
        events: [
          failure('tests/test_a.py::test_x[a - b]'),
          failure('tests/test_b.py'),
          runOf({ passed: 3, failed: 1, skipped: 2, errored: 1 }),
        ],
      },
      { log: '3 passed, 1 warning in 0.12s', events: [runOf({ passed: 3 })] },
      { log: '===== 2 passed, 1 failed in 0.12 seconds =====', events: [runOf({ passed: 2, failed: 1 })] },
      { log: '============ no tests ran in 0.01s ============', events: [runOf({})] },
      {
        log: 'tests/test_a.py::TestCart::test_adds FAILED                 [ 50%]',
        events: [failure('tests/test_a.py::TestCart::test_adds')],
      },
      {
        log: '[gw0] FAILED tests/test_a.py::test_x <- ../lib/shop/base.py',
        events: [failure('tests/test_a.py::test_x')],
      },
      {
        log: [
          '================ ERRORS ================',
          '_______ ERROR at setup of test_x _______',
          '=============== FAILURES ===============',
          '__________ TestCart.test_adds __________',
          '1 failed, 1 error in 0.12s',
        ].join('\n'),
        events: [failure('test_x'), failure('TestCart.test_adds'), runOf({ failed: 1, errored: 1 })],
      },
    ],
    noMatch: [
      '__________ TestCart.test_adds __________',
      'tests/test_a.py::test_says_1_failed_in_2s PASSED   [ 50%]',
      'FAILED tests/test_a.py::test_x - an application said so',
      '!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!',
      '12 files passed in 3s',
    ],
  },
}

interface Run {
  section: Section | undefined
  readonly headings: FailureHeadings
}

function openPytest(): RunnerReader {
  let run = newRun()
  return ({ text }) => {
    const section = readSection(text)
    if (section !== undefined) {
      if (section.title === 'test session starts') run = newRun()
      run.section = section
      return NO_EVENTS
    }
    const summary = readSummary(text)
    if (summary === undefined) return readName(text, run)
    const events = [...run.headings.take(), summary]
    run = newRun()
    return events
  }
}

function newRun(): Run {
  return { section: undefined, headings: new FailureHeadings() }
}

function readName(text: string, { section, headings }: Run): readonly RunnerEvent[] {
  const listed = section?.title === 'short test summary info' ? readListed(text) : undefined
  if (listed !== undefined) {
    headings.list(listed.outcome)
    return [failure(listed.nodeId)]
  }
  const nodeId = readProgress(text)
  if (nodeId !== undefined) {
    headings.name(nodeId)
    return [failure(nodeId)]
  }
  if (section !== undefined) headings.hold(text, section)
  return NO_EVENTS
}

function readSummary(text: string): RunnerEvent | undefined {
  const terms = SUMMARY.exec(text)?.groups?.['terms']
  if (terms === undefined) return undefined
  if (!terms.startsWith('no ') && !terms.split(', ').every((term) => TERM.test(term))) return undefined
  return runOf(readTerms(terms.replaceAll(/\b\d{1,9} subtests? \w{1,20}/g, ''), COLUMNS) ?? {})
}
