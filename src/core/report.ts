// The QA report: the classic script's field names and order, extended with who wrote it and by which rules.

import { z } from 'zod'
import { PythonFloat, type PythonValue } from './python/python-value.ts'
import { REPORT_SCHEMA_VERSION } from './report-version.ts'

export { PythonFloat, type PythonValue }

const pythonValue = z.custom<PythonValue>((value) => value !== undefined, 'Expected a JSON value')

/** A process exit code as written: a bigint when a log claims one beyond 2^53. */
const exitCode = z.union([z.int(), z.bigint()])
export type ExitCode = z.infer<typeof exitCode>

const severity = z.enum(['high', 'medium', 'low'])

/** A line of the log, counted from 1 by line feeds. */
const logLine = z.int().min(1)

const reportError = z.object({
  type: z.string(),
  severity,
  /** How often the rule matched. */
  count: z.int().min(1),
  /** Classic rules: the text around the first match, at most 200 code points. Else the lines of the error. */
  context: z.string(),
  /** What follows is absent under the classic rules. The rule that fired, and what kind of cause it is. */
  rule: z.string().optional(),
  class: z.string().optional(),
  message: z.string().optional(),
  /** Where it stands in the source, as the log says it; some tools count lines or columns from 0. */
  file: z.string().optional(),
  file_line: z.int().min(0).optional(),
  column: z.int().min(0).optional(),
  line: logLine.optional(),
  start_line: logLine.optional(),
  end_line: logLine.optional(),
  /** The step of the run in which it stands. */
  step: z.string().optional(),
  /** The same thing succeeded later. */
  recovered: z.boolean().optional(),
  /** The run passed in spite of it. */
  tolerated: z.boolean().optional(),
  /** Whether trying again without a change may succeed. */
  retryable: z.boolean().optional(),
  /** Equal for errors that are one, over jobs; its version is its beginning. */
  fingerprint: z.string().optional(),
})
export type ReportError = z.infer<typeof reportError>

const learning = z.object({
  type: z.string(),
  content: z.string(),
  /** What follows is absent under the classic rules. */
  line: logLine.optional(),
  speaker: z.string().optional(),
  /** Whether somebody said it, or it was seen to work. */
  origin: z.enum(['declared', 'found']).optional(),
  /** Fingerprints of the errors near it. */
  near: z.array(z.string()).optional(),
})
export type Learning = z.infer<typeof learning>

/** A line that decided, and whose word it is. */
const evidence = z.object({
  line: logLine.optional(),
  text: z.string(),
  says: z.enum(['passed', 'failed']),
  authority: z.string(),
  rule: z.string(),
})

const verdict = z.object({
  outcome: z.enum(['passed', 'failed', 'unknown']),
  confidence: z.enum(['high', 'medium', 'low']),
  because: z.array(evidence),
  /** What the exit code says by itself, where it says more than failure. */
  exit_code_means: z.string().optional(),
  /** What would have decided, where nothing did. */
  missing: z.array(z.string()),
})
export type ReportVerdict = z.infer<typeof verdict>

const testCounts = {
  total: z.int().min(0),
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
  errored: z.int().min(0),
}
const tests = z.object({
  ...testCounts,
  failed_names: z.array(z.string()),
  failed_names_omitted: z.int().min(0),
  by_runner: z.array(z.object({ runner: z.string(), line: logLine, ...testCounts, failed_names: z.array(z.string()) })),
})
export type ReportTests = z.infer<typeof tests>

const claim = z.object({
  claim: z.string(),
  kind: z.string(),
  line: logLine,
  support: z.enum(['supported', 'contradicted', 'unproven']),
  evidence: z.string(),
  evidence_line: logLine.optional(),
})
export type ReportClaim = z.infer<typeof claim>

/** What was read of the log. */
const readLog = z.object({
  bytes: z.int().min(0),
  lines: z.int().min(0),
  /** The transcript's format, where it is one. */
  format: z.string().optional(),
  /** What was not read, in sentences. */
  unread: z.array(z.string()),
})

/** Fields that the classic rules do not fill. */
const postflightFields = {
  verdict: verdict.optional(),
  /** Points with their reasons; they add up to the score. */
  score_breakdown: z.array(z.object({ points: z.int(), reason: z.string() })).optional(),
  /** Kinds of errors that are not listed. */
  errors_omitted: z.int().min(0).optional(),
  /** Where a run failed and no cause was found: how the log ends. */
  last_lines: z.array(z.object({ line: logLine, text: z.string() })).optional(),
  tests: tests.optional(),
  claims: z.array(claim).optional(),
  /** Programs that were run. */
  tools: z.array(z.object({ name: z.string(), runs: z.int(), failures: z.int() })).optional(),
  log: readLog.optional(),
}

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
  rule_pack: z.object({
    name: z.string(),
    version: z.string(),
    /** Names of the files with rules of one's own that stand before the pack's. */
    files: z.array(z.string()).optional(),
  }),
  ...postflightFields,
}

/** What reading the log yields: written once per job, until an operator asks for another analysis. */
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
