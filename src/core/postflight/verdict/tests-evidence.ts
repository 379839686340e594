// What the summaries of test runners say where no line gives a verdict.

import type { LastRun } from '../runners/tally.ts'
import type { Evidence } from './evidence.ts'

/** A word for each run that failed, or in which tests passed; one in which all were skipped says nothing. */
export function testsEvidence(runs: readonly LastRun[]): readonly Evidence[] {
  return runs
    .filter(({ passed, failed }) => passed + failed > 0)
    .map(({ runner, line, passed, failed }) => ({
      authority: 'runner',
      outcome: failed > 0 ? 'failed' : 'passed',
      rule: `test-${runner.replaceAll(' ', '_')}-counts`,
      line,
      text: `${runner}: ${failed} failed, ${passed} passed`,
      exitCode: undefined,
    }))
}
