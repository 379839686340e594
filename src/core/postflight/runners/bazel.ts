// `bazel test` counts targets; what runs inside of them is shown for some only, so that it does not count.
// https://github.com/bazelbuild/bazel/blob/master/src/main/java/com/google/devtools/build/lib/runtime/TerminalTestResultNotifier.java

import { failure, runOf } from './counts.ts'
import { CPP_FRAMEWORKS } from './cpp.ts'
import { NO_EVENTS } from './pattern-runner.ts'
import type { RunnerEvent, TestRunner } from './runner.ts'

const SUMMARY = /^Executed \d{1,9} out of (?<total>\d{1,9}) tests?: (?<terms>\d.{1,300})\.$/
const TERM = /(?<count>\d{1,9}) (?:tests? )?(?<word>pass(?:es)?|fails? to build|fails?|was skipped|were skipped)\b/g
const TARGET =
  /^(?<name>(?:@[\w.~+-]{0,200})?\/\/[^\s:]{0,500}(?::\S{1,500})?) {1,200}(?:\(cached\) )?(?:FAILED|TIMEOUT)\b/

export const BAZEL: TestRunner = {
  name: 'bazel test',
  literals: ['Executed 0', ' FAILED', ' TIMEOUT'],
  drives: [
    ...CPP_FRAMEWORKS,
    'go test',
    'pytest',
    'unittest',
    'junit',
    'junit platform',
    'cargo test',
    'jasmine',
    'jest',
    'mocha',
    'xctest',
  ],
  open: () => readBazel,
  examples: {
    match: [
      {
        log: '//shop:cart_test                 FAILED in 0.5s\nExecuted 3 out of 4 tests: 2 tests pass, 1 fails locally and 1 was skipped.',
        events: [failure('//shop:cart_test'), runOf({ total: 4, passed: 2, failed: 1, skipped: 1 })],
      },
      {
        log: '//shop:till_test                 FAILED TO BUILD\nExecuted 0 out of 2 tests: 1 test passes and 1 fails to build.',
        events: [failure('//shop:till_test'), runOf({ total: 2, passed: 1, errored: 1 })],
      },
    ],
    noMatch: [
      '//shop:cart_test                 PASSED in 0.5s',
      'Executed 3 tests, with 1 failure (0 unexpected) in 0.1 seconds',
    ],
  },
}

function readBazel({ text }: { readonly text: string }): readonly RunnerEvent[] {
  const { terms, total } = SUMMARY.exec(text)?.groups ?? {}
  if (terms === undefined) {
    const name = TARGET.exec(text)?.groups?.['name']
    return name === undefined ? NO_EVENTS : [failure(name)]
  }
  const counts = { passed: 0, failed: 0, skipped: 0, errored: 0 }
  for (const { groups } of terms.matchAll(TERM)) counts[columnOf(groups?.['word'] ?? '')] += Number(groups?.['count'])
  return [runOf({ total: Number(total), ...counts })]
}

function columnOf(word: string): 'passed' | 'failed' | 'skipped' | 'errored' {
  if (word.startsWith('pass')) return 'passed'
  if (word.endsWith('build')) return 'errored'
  return word.startsWith('fail') ? 'failed' : 'skipped'
}
