// Who a job is: the id its orchestrator gave it plus the attempt. Everything that must happen once per job
// (claims, child jobs, report files, graph keys) is named after it.

import { createHash } from 'node:crypto'
import { PostflightError } from './error.ts'

export interface JobIdentity {
  readonly jobId: string
  /** ≥ 1; the orchestrator counts it up when it runs the same job again. */
  readonly runAttempt: number
}

/** Fits a file name (255 bytes on common file systems) with our suffixes to spare. */
const JOB_ID_BYTES_MAX = 200

/** A job id that may be used as a folder name below the jobs folder; throws `job_id.invalid`. */
export function parseJobId(value: unknown): string {
  const reason = whyNoJobId(value)
  if (reason !== undefined) throw new PostflightError('job_id.invalid', reason)
  return value as string
}

/** In a sentence; undefined when it is one. Folders may have names that no job id may have. */
export function whyNoJobId(value: unknown): string | undefined {
  const problem = jobIdProblem(value)
  return problem && `Expected job_id to be ${problem}`
}

function jobIdProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return `a string, got ${nameOf(value)}`
  if (value === '') return 'at least one character long, got an empty string'
  const bytes = Buffer.byteLength(value)
  if (bytes > JOB_ID_BYTES_MAX) return `at most ${JOB_ID_BYTES_MAX} bytes long, got ${bytes} bytes`
  if (/[/\\\0]/.test(value)) return `free of "/", "\\" and NUL, got ${JSON.stringify(value)}`
  if (value === '.' || value === '..') return `a name of its own, got ${JSON.stringify(value)}`
  if (!value.isWellFormed()) return `well-formed Unicode, got a lone surrogate in ${JSON.stringify(value)}`
  return undefined
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `a value of type ${typeof value}`
}

/** Names that stand for themselves on every file system, in any case folding. */
const PLAIN_NAME = /^[a-z0-9_][a-z0-9._-]{0,99}$/
/** Windows refuses these, with any extension. */
const RESERVED_NAME = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/
const SLUG_CHARACTERS_MAX = 80
const HASH_CHARACTERS = 24

/**
 * The identity as a name that is safe on any file system and in a BullMQ job id, and distinct from every
 * other identity's even where case does not count. Plain ids stand for themselves; all others get a slug and
 * a hash, and second and later attempts a suffix. `~` occurs in no plain name, so no two forms can meet.
 */
export function toFileName(identity: JobIdentity): string {
  const { jobId, runAttempt } = identity
  const name = isPlain(jobId) ? jobId : `${slug(jobId)}~${hash(jobId)}`
  return runAttempt === 1 ? name : `${name}~r${runAttempt}`
}

function isPlain(jobId: string): boolean {
  return PLAIN_NAME.test(jobId) && !RESERVED_NAME.test(jobId) && !jobId.endsWith('.')
}

function slug(jobId: string): string {
  return jobId
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .slice(0, SLUG_CHARACTERS_MAX)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARACTERS)
}
