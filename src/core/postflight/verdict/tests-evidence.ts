// What the summaries of test runners say where no line gives a verdict.

import { GENERIC } from '../runners/generic.ts'
import type { Tests } from '../runners/tally.ts'
import type { Evidence } from './evidence.ts'

/** A word for each runner, save the one that is no runner in particular. */
export function testsEvidence(tests: Tests | undefined): readonly Evidence[] {
  return (tests?.by_runner ?? [])
    .filter(({ runner, total }) => runner !== GENERIC.name && total > 0)
    .map(({ runner, line, total, failed, errored }) => ({
      authority: 'runner',
      outcome: failed + errored > 0 ? 'failed' : 'passed',
      rule: `test-${runner.replaceAll(' ', '_')}-counts`,
      line,
      text: `${total} tests, ${failed + errored} failed`,
      exitCode: undefined,
    }))
}
