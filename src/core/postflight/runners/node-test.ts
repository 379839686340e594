// node:test, with its spec and its TAP reporter: both close with the same list of counts. A cancelled test counts as
// errored. https://nodejs.org/api/test.html#test-reporters

import { failure, runOf } from './counts.ts'
import { firstName, NO_EVENTS } from './pattern-runner.ts'
import type { RunnerReader, TestRunner } from './runner.ts'

const COUNT =
  /^(?:ℹ|#) (?<word>tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) (?<count>\d{1,9}(?:\.\d{1,9})?)$/
const FAILED = [/^✖ (\S.{0,1000}?) \(\d[\d.]{0,18}ms\)/, /^✖ (\S.{0,1000})$/]

export const NODE_TEST: TestRunner = {
  name: 'node:test',
  literals: [
    ...['tests', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms'].flatMap((word) => [
      `ℹ ${word} 0`,
      `# ${word} 0`,
    ]),
    '\n✖ ',
  ],
  drives: ['tap'],
  open: openNodeTest,
  examples: {
    match: [
      {
        log: [
          '  ✖ adds an item (2.512462ms)',
          '✖ cart (4.770752ms)',
          'ℹ tests 5',
          'ℹ suites 1',
          'ℹ pass 1',
          'ℹ fail 1',
          'ℹ cancelled 1',
          'ℹ skipped 1',
          'ℹ todo 1',
          'ℹ duration_ms 180.400281',
          '✖ failing tests:',
          'test at s/nt.test.mjs:2:23',
          '✖ adds an item (2.512462ms)',
        ].join('\n'),
        events: [runOf({ passed: 1, failed: 1, errored: 1, skipped: 2 }), failure('adds an item')],
      },
      {
        log: '# tests 2\n# suites 0\n# pass 2\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n# duration_ms 18.1',
        events: [runOf({ passed: 2 })],
      },
    ],
    noMatch: ['# tests 2\n# pass  1\n# fail  1', '✖ adds an item (2.5ms)', 'ℹ duration_ms 12.1'],
  },
}

function openNodeTest(): RunnerReader {
  let counts: Readonly<Record<string, number>> = {}
  let isInFailures = false
  return ({ text }) => {
    if (text === '✖ failing tests:') isInFailures = true
    else if (isInFailures) {
      const name = firstName(FAILED, text)
      if (name !== undefined) return [failure(name)]
    }
    const { word, count } = COUNT.exec(text)?.groups ?? {}
    if (word === undefined) return NO_EVENTS
    if (word === 'tests') isInFailures = false
    if (word !== 'duration_ms') {
      counts = { ...(word === 'tests' ? {} : counts), [word]: Number(count) }
      return NO_EVENTS
    }
    const { pass, fail, cancelled, skipped, todo } = counts
    counts = {}
    if (pass === undefined || fail === undefined || cancelled === undefined) return NO_EVENTS
    return [runOf({ passed: pass, failed: fail, errored: cancelled, skipped: (skipped ?? 0) + (todo ?? 0) })]
  }
}
