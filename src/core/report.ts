// The QA report: the classic script's field names and order, extended with who wrote it and by which rules.

import { z } from 'zod'
import type { JobIdentity } from './job-identity.ts'
import { PythonFloat, type PythonValue } from './python/python-value.ts'
import { REPORT_SCHEMA_VERSION } from './report-version.ts'

export { PythonFloat, type PythonValue }

const pythonValue = z.custom<PythonValue>((value) => value !== undefined, 'Expected a JSON value')

/** A process exit code as written: a bigint when a log claims one beyond 2^53. */
const exitCode = z.union([z.int(), z.bigint()])
export type ExitCode = z.infer<typeof exitCode>

const severity = z.enum(['high', 'medium', 'low'])

const reportError = z.object({
  type: z.string(),
  severity,
  /** How often the rule matched. */
  count: z.int().min(1),
  /** The text around the first match, at most 200 code points. */
  context: z.string(),
})
export type ReportError = z.infer<typeof reportError>

const learning = z.object({ type: z.string(), content: z.string() })
export type Learning = z.infer<typeof learning>

export const learningResultSchema = z.object({
  job_id: z.string(),
  /** Findings of this job that stand in the graph, as read back from it. */
  learnings_stored: z.int().min(0),
  /** LEARNED_FROM relations of this job that stand in the graph, as read back from it. */
  relations_created: z.int().min(0),
  /** Why learnings of the report are not in the graph; absent when all of them are. */
  not_stored_because: z.string().optional(),
})
export type LearningResult = z.infer<typeof learningResultSchema>

const analysisFields = {
  job_id: z.string(),
  /** ISO 8601 in UTC. */
  timestamp: z.string(),
  /** False when there was no job folder, so that nothing could be analysed. */
  validated: z.boolean(),
  exit_code: exitCode.nullable(),
  /** 0 to 100. */
  quality_score: z.int().min(0).max(100),
  /** A plain string where there was nothing to analyse, as in the classic script. */
  errors: z.array(z.union([reportError, z.string()])),
  /** What the report could not see, in sentences. */
  warnings: z.array(z.string()),
  successes: z.array(z.object({ type: z.string() })),
  learnings: z.array(learning),
  recommendations: z.array(z.string()),
  /** Absent where there was no job folder, as in the classic script. */
  project: pythonValue.optional(),
  task: pythonValue.optional(),
  run_attempt: z.int().min(1),
  schema_version: z.literal(REPORT_SCHEMA_VERSION),
  rule_pack: z.object({ name: z.string(), version: z.string() }),
}

/** What reading the log yields: written once per job, never changed afterwards. */
export const analysisSchema = z.object(analysisFields)
export type Analysis = Readonly<z.infer<typeof analysisSchema>>

/** What became of the report's children; the only part that may be refreshed. */
export const completionSchema = z.object({ learning_result: learningResultSchema, telegram_notified: z.boolean() })
export type Completion = Readonly<z.infer<typeof completionSchema>>

/** A stored report: an analysis, completed once its children are through. */
export const reportSchema = z.object({
  ...analysisFields,
  learning_result: learningResultSchema.optional(),
  telegram_notified: z.boolean().optional(),
})
export type Report = Readonly<z.infer<typeof reportSchema>>

export function identityOf(report: Analysis): JobIdentity {
  return { jobId: report.job_id, runAttempt: report.run_attempt }
}

/** The project's name as text, whatever `meta.json` held; `unknown` as in the classic script. */
export function projectName(report: Analysis): string {
  return toText(report.project) ?? 'unknown'
}

/** The task as text, empty when there is none. */
export function taskText(report: Analysis): string {
  return toText(report.task) ?? ''
}

function toText(value: PythonValue | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  if (value instanceof PythonFloat) return String(value.value)
  return typeof value === 'object' ? '(not a text)' : String(value)
}
