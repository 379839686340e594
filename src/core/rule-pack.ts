// What every rule pack is: a log goes in as chunks of bytes, findings come out.

import type { ExitCode, Learning, ReportError } from './report.ts'

export interface RulePack {
  readonly name: string
  readonly version: string
  /** Starts reading one log. */
  open(): RulePackReader
  /** The 0 to 100 scale of this pack. */
  score(facts: ScoredFacts): number
  recommend(facts: ScoredFacts & { readonly qualityScore: number }): readonly string[]
}

/** Reads one log, chunk by chunk, in order. */
export interface RulePackReader {
  /** False once the pack wants no more: its limit is reached, or nothing further can change a finding. */
  push(chunk: Uint8Array): boolean
  end(): Findings
}

export interface Findings {
  /** The exit code that the log itself states. */
  readonly exitCode: ExitCode | null
  readonly errors: readonly ReportError[]
  readonly successes: readonly { readonly type: string }[]
  readonly learnings: readonly Learning[]
  /** What was not read, in sentences. */
  readonly warnings: readonly string[]
}

/** The findings with the exit code that counts: the message's where it has one. */
export type ScoredFacts = Findings
