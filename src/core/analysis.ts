// Puts together what a job's report says from what was found in its files and told by its message.

import type { CompletionMessage } from './completion-message.ts'
import { parseJobMeta } from './job-meta.ts'
import type { Analysis } from './report.ts'
import { REPORT_SCHEMA_VERSION } from './report-version.ts'
import type { Conclusion, RulePackIdentity } from './rule-pack.ts'

export interface AnalysisInput {
  readonly message: CompletionMessage
  readonly pack: RulePackIdentity
  /** The job's folder as messages show it. */
  readonly folder: string
  readonly folderExists: boolean
  /** `meta.json` as stored; undefined when there is none. */
  readonly meta: Uint8Array | undefined
  /** What the pack concludes from the log; from an empty one when there is none. */
  readonly conclusion: Conclusion
  /** What could not be read, in sentences. */
  readonly warnings: readonly string[]
  /** ISO 8601 in UTC. */
  readonly timestamp: string
}

/** The message's project and task outrank what the files say. */
export function assembleAnalysis(input: AnalysisInput): Analysis {
  return input.folderExists
    ? analysisOfFolder(input)
    : analysisOfNothing(input, `Job directory not found: ${input.folder}`)
}

export interface RefusedInput extends Pick<AnalysisInput, 'message' | 'warnings' | 'timestamp'> {
  readonly pack: RulePackIdentity
}

/** Of a job whose files may not or cannot be read: nothing was validated, and the reason is its one error. */
export function refusedAnalysis(input: RefusedInput, reason: string): Analysis {
  return analysisOfNothing(input, reason)
}

function analysisOfFolder(input: AnalysisInput): Analysis {
  const { message, conclusion } = input
  const meta = parseJobMeta(input.meta)
  return {
    ...conclusion,
    job_id: message.identity.jobId,
    timestamp: input.timestamp,
    validated: true,
    warnings: [...input.warnings, ...message.notes, ...meta.warnings, ...conclusion.warnings],
    project: message.project ?? meta.project,
    task: message.task ?? meta.task,
    ...provenance(input),
  }
}

/** Without files nothing was validated, and only what the message says is known. */
function analysisOfNothing(input: RefusedInput, error: string): Analysis {
  const { message } = input
  return {
    job_id: message.identity.jobId,
    timestamp: input.timestamp,
    validated: false,
    exit_code: message.exitCode ?? null,
    quality_score: 0,
    errors: [error],
    warnings: [...input.warnings, ...message.notes],
    successes: [],
    learnings: [],
    recommendations: [],
    ...(message.project === undefined ? {} : { project: message.project }),
    ...(message.task === undefined ? {} : { task: message.task }),
    ...provenance(input),
  }
}

function provenance({ message, pack }: RefusedInput) {
  return {
    run_attempt: message.identity.runAttempt,
    schema_version: REPORT_SCHEMA_VERSION,
    rule_pack: { name: pack.name, version: pack.version, ...(pack.files && { files: [...pack.files] }) },
  } as const
}
