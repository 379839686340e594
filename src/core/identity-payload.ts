// What child jobs carry: the identity, never the report. Parsed again by every consumer, since queues outlive
// deployments.

import { z } from 'zod'
import { PostflightError } from './error.ts'
import { type JobIdentity, parseJobId } from './job-identity.ts'

export const PAYLOAD_SCHEMA_VERSION = 1

export interface IdentityPayload {
  readonly schema_version: typeof PAYLOAD_SCHEMA_VERSION
  readonly job_id: string
  readonly run_attempt: number
}

const payloadSchema = z.object({
  schema_version: z.literal(PAYLOAD_SCHEMA_VERSION),
  job_id: z.string(),
  run_attempt: z.int().min(1),
})

export function toIdentityPayload(identity: JobIdentity): IdentityPayload {
  return { schema_version: PAYLOAD_SCHEMA_VERSION, job_id: identity.jobId, run_attempt: identity.runAttempt }
}

/** The identity in a payload that this release wrote; undefined for anything else. */
export function identityOfPayload(data: unknown): JobIdentity | undefined {
  const parsed = payloadSchema.safeParse(data)
  return parsed.success ? { jobId: parsed.data.job_id, runAttempt: parsed.data.run_attempt } : undefined
}

/** Throws `message.invalid` when the job was written by something else or by a later release. */
export function parseIdentityPayload(data: unknown): JobIdentity {
  const parsed = payloadSchema.safeParse(data)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`)
    throw new PostflightError(
      'message.invalid',
      `Expected the job's data to be an identity, got ${problems.join('; ')}`,
    )
  }
  return { jobId: parseJobId(parsed.data.job_id), runAttempt: parsed.data.run_attempt }
}
