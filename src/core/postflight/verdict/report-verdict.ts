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

/** Nothing decides in an empty log, and an agent's run is told by other facts than a build. */
export type LogState = 'missing' | 'empty' | 'agent' | 'build'

export interface VerdictContext {
  readonly exitCode: Analysis['exit_code']
  readonly log: LogState
}

export function reportedVerdict(
  { outcome, confidence, because }: Verdict,
  { exitCode, log }: VerdictContext,
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
    missing: outcome === 'unknown' ? [...MISSING[log]] : [],
  }
}

const EXIT_CODE = 'an exit code in the message'
const MISSING: Readonly<Record<LogState, readonly string[]>> = {
  missing: ['a log: there is none', EXIT_CODE],
  empty: ['something in the log: it is empty (0 bytes)', EXIT_CODE],
  agent: [EXIT_CODE, "a hard fact about the run's end: tests of its own or a claim of success decide nothing"],
  build: [EXIT_CODE, 'the last word of a CI system', 'the verdict of a build tool or a test runner'],
}
