// Jobs as the queue would hand them to a stage.

import { toIdentityPayload } from '../../src/core/identity-payload.ts'
import type { JobIdentity } from '../../src/core/job-identity.ts'
import type { StageJob } from '../../src/ports/stage.ts'

export const identity: JobIdentity = { jobId: 'job-1', runAttempt: 1 }

export function aMessage(data: unknown = { job_id: 'job-1' }, fields: Partial<StageJob> = {}): StageJob {
  return { id: 'message-1', name: 'job-completed', data, waitingSinceMs: undefined, isLastAttempt: false, ...fields }
}

export function aChildJob(of: JobIdentity = identity): StageJob {
  return {
    id: `child-${of.runAttempt}`,
    name: 'child',
    data: toIdentityPayload(of),
    waitingSinceMs: undefined,
    isLastAttempt: false,
  }
}
