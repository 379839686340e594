// How a run ended, and whose word it is, in words that every form of a report uses.

import type { Analysis, ReportError } from '../report.ts'

export type Outcome = 'passed' | 'failed' | 'unknown'

/** Also of a report under the classic rules, which has no verdict: there the exit code says it. */
export function outcomeOf({ verdict, validated, exit_code: exitCode }: Analysis): Outcome {
  if (verdict !== undefined) return verdict.outcome
  if (!validated || exitCode === null) return 'unknown'
  return BigInt(exitCode) === 0n ? 'passed' : 'failed'
}

const AUTHORITY_NAMES: Readonly<Record<string, string>> = {
  message: 'whoever ran the job',
  ci: 'the CI system',
  step: 'the step',
  build: 'the build tool',
  runner: 'the test runner',
  end: 'the end of the log',
}

/** Whose word it is, as it stands in a sentence. */
export function authorityName(authority: string): string {
  return AUTHORITY_NAMES[authority] ?? `the ${authority}`
}

export const NO_CAUSE = 'The run failed and no cause was found.'
const RECOVERED = 'recovered: the same thing succeeded later'
export const TOLERATED = 'tolerated: the run passed in spite of it'

/** Why nobody needs to act on an error, its word before the colon; undefined where it stands. */
export function excuseOf({ recovered, tolerated }: ReportError): string | undefined {
  if (recovered === true) return RECOVERED
  return tolerated === true ? TOLERATED : undefined
}

/** With what the code says by itself, where that is more than failure. */
export function explainedExitCode(analysis: Analysis): string {
  const meaning = analysis.verdict?.exit_code_means
  return meaning === undefined ? exitCodeText(analysis) : `${exitCodeText(analysis)}, ${meaning}`
}

export function exitCodeText({ exit_code: exitCode }: Analysis): string {
  return exitCode === null ? 'exit code unknown' : `exit code ${exitCode}`
}
