// The verdict as the report tells it, with what an exit code means and what was missing where nothing decided.

import type { Analysis, ExitCode, ReportVerdict } from '../../report.ts'
import type { Told } from '../../rule-pack.ts'
import { meaningOfExitCode } from '../exit-codes.ts'
import type { Verdict } from './decide.ts'
import type { Evidence } from './evidence.ts'

/** The message's exit code outranks every word in the log. */
export function toldEvidence({ exitCode }: Told): readonly Evidence[] {
  if (exitCode === undefined) return []
  const outcome = BigInt(exitCode) === 0n ? 'passed' : 'failed'
  const text = `exit code ${exitCode}`
  return [{ authority: 'message', outcome, rule: 'told-exit-code', line: 0, text, exitCode: Number(exitCode) }]
}

/** The message's, else that of the word that decided. */
export function exitCodeOf({ exitCode }: Told, { because }: Verdict): ExitCode | null {
  return exitCode ?? because.find((word) => word.exitCode !== undefined)?.exitCode ?? null
}

export interface VerdictContext {
  readonly exitCode: Analysis['exit_code']
  readonly isAgent: boolean
}

export function reportedVerdict(
  { outcome, confidence, because }: Verdict,
  { exitCode, isAgent }: VerdictContext,
): ReportVerdict {
  const meaning = exitCode === null ? undefined : meaningOfExitCode(exitCode)
  return {
    outcome,
    confidence,
    because: because.map((word) => ({
      ...(word.line > 0 ? { line: word.line } : {}),
      text: word.text,
      says: word.outcome,
      authority: word.authority,
      rule: word.rule,
    })),
    ...(meaning === undefined ? {} : { exit_code_means: meaning }),
    missing: outcome === 'unknown' ? [...(isAgent ? MISSING_OF_AGENT : MISSING)] : [],
  }
}

const MISSING_OF_AGENT: readonly string[] = [
  'an exit code in the message',
  "a hard fact about the run's end: tests of its own or a claim of success decide nothing",
]
const MISSING: readonly string[] = [
  'an exit code in the message',
  'the last word of a CI system',
  'the verdict of a build tool or a test runner',
]
