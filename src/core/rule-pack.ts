// What every rule pack is: a log goes in as chunks of bytes, and with what is known otherwise a conclusion comes out.

import type { Analysis, ExitCode } from './report.ts'

/** Which rules they are, as reports tell it. */
export interface RulePackIdentity {
  readonly name: string
  readonly version: string
  /** Names of the files with rules of one's own that stand before the pack's; absent without any. */
  readonly files?: readonly string[]
}

export interface RulePack extends RulePackIdentity {
  /** Starts reading one log. */
  open(): RulePackReader
}

/** Reads one log, chunk by chunk, in order. */
export interface RulePackReader {
  /** False once the pack wants no more: its limit is reached, or nothing further can change what it concludes. */
  push(chunk: Uint8Array): boolean
  end(told: Told): Conclusion
}

/** What is known of a job beside its log. */
export interface Told {
  /** The message's exit code; it outranks what the log says. */
  readonly exitCode: ExitCode | undefined
  /** Nothing was read because there is no log, which is not the same as an empty one. */
  readonly log?: 'missing'
}

/** The part of a report that the rules decide. */
export type Conclusion = Omit<
  Analysis,
  'job_id' | 'timestamp' | 'validated' | 'project' | 'task' | 'run_attempt' | 'schema_version' | 'rule_pack'
>
