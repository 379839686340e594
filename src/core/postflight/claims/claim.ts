// What a job or an agent says it has done, and whether the log bears it out.

import type { CommandRun, TestRun } from '../commands/command-run.ts'

export const CLAIM_KINDS = [
  'tests_pass',
  'fixed',
  'deployed',
  'build_succeeds',
  'pushed',
  'installed',
  'checks_green',
] as const
export type ClaimKind = (typeof CLAIM_KINDS)[number]

export interface Claim {
  readonly kind: ClaimKind
  /** The sentence, at most CLAIM_CHARACTERS_MAX. */
  readonly claim: string
  readonly line: number
}

export interface JudgedClaim extends Claim {
  readonly support: 'supported' | 'contradicted' | 'unproven'
  /** One sentence. */
  readonly evidence: string
  readonly evidence_line?: number
}

/** What a log shows of what was done; in the order of the log. */
export interface Evidence {
  readonly lastEditLine: number | undefined
  readonly testRuns: readonly TestRun[]
  readonly commands: readonly Pick<CommandRun, 'line' | 'text' | 'exitCode'>[]
  readonly verdict: 'passed' | 'failed' | 'unknown'
}

export const CLAIM_CHARACTERS_MAX = 300
