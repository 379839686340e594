// Finds and mends flows that no worker would ever move again. Every repair may be made twice.

import type { Job, Queue } from 'bullmq'
import { parseIdentityPayload } from '../../core/identity-payload.ts'
import type { JobIdentity } from '../../core/job-identity.ts'
import { type ChildQueueName, toQueueJobId } from '../../core/queue-names.ts'
import type { FlowRepair, RepairWindow, StuckParent } from '../../ports/flow-repair.ts'
import { isCompleted } from './flow.ts'
import type { Queues } from './queues.ts'

const CHILD_QUEUES = ['learning', 'notification'] as const satisfies readonly ChildQueueName[]
/** Jobs fetched at once. */
const PAGE_JOBS = 200
/** Jobs looked at in one pass and list; the rest has its turn in the next pass. */
const PASS_JOBS_MAX = 20_000

export function createFlowRepair(queues: Queues): FlowRepair {
  const { finalize, validation } = queues.byName
  const getParent = (identity: JobIdentity) => finalize.getJob(toQueueJobId('finalize', identity))
  return {
    stuckParents: async (window) => {
      const stuck: StuckParent[] = []
      for await (const parent of jobsOf(finalize, 'waiting-children')) {
        if (isWithin(window, parent.timestamp)) stuck.push(...(await stuckChildren(parent, queues)))
      }
      return stuck
    },
    releaseFailedChild: async (parent, child) => {
      const job = await queues.byName[child].getJob(toQueueJobId(child, parent))
      return job?.parentKey === undefined ? false : job.removeChildDependency()
    },
    dismantle: async (identity) => {
      await finalize.remove(toQueueJobId('finalize', identity), { removeChildren: true })
    },
    staleParents: async (window) => {
      const stale: JobIdentity[] = []
      for (const queue of CHILD_QUEUES) {
        for await (const child of finishedWithin(queues.byName[queue], window)) {
          // Only a job that was started before can have been redriven after its parent was through.
          if (child.attemptsStarted <= 1) continue
          const identity = parseIdentityPayload(child.data)
          if (isOlder(await getParent(identity), child)) stale.push(identity)
        }
      }
      return stale
    },
    refresh: async (identity) => {
      await (await getParent(identity))?.retry('completed', { resetAttemptsMade: true })
    },
    unfinishedValidations: async (window) => {
      const unfinished: JobIdentity[] = []
      for await (const job of finishedWithin(validation, window)) {
        const identity = toValidatedIdentity(job.returnvalue)
        if (identity !== undefined && (await getParent(identity)) === undefined) unfinished.push(identity)
      }
      return unfinished
    },
  }
}

async function stuckChildren(parent: Job, queues: Queues): Promise<StuckParent[]> {
  const identity = parseIdentityPayload(parent.data)
  const { unprocessed = [] } = await parent.getDependencies()
  const stuck: StuckParent[] = []
  for (const child of CHILD_QUEUES) {
    const id = toQueueJobId(child, identity)
    // Redis puts the queues' prefix before it, PostgreSQL has none.
    if (!unprocessed.some((key) => `:${key}`.endsWith(`:${child}:${id}`))) continue
    const job = await queues.byName[child].getJob(id)
    if (job === undefined) stuck.push({ identity, child, childState: 'gone' })
    else if (typeof job.finishedOn === 'number') stuck.push({ identity, child, childState: 'failed' })
  }
  return stuck
}

function isOlder(parent: Job | undefined, child: Job): boolean {
  return parent !== undefined && isCompleted(parent) && (parent.finishedOn ?? 0) < (child.finishedOn ?? 0)
}

/** Identity of a validation job's result; undefined for a duplicate, which has no flow of its own. */
function toValidatedIdentity(result: unknown): JobIdentity | undefined {
  if (typeof result !== 'object' || result === null || !('job_id' in result)) return undefined
  return parseIdentityPayload(result)
}

function isWithin(window: RepairWindow, timeMs: number | undefined): boolean {
  return timeMs !== undefined && timeMs >= window.fromMs && timeMs <= window.untilMs
}

/** Completed jobs, newest first, down to the window's beginning. */
async function* finishedWithin(queue: Queue, window: RepairWindow): AsyncGenerator<Job> {
  for await (const job of jobsOf(queue, 'completed')) {
    if ((job.finishedOn ?? 0) < window.fromMs) return
    if (isWithin(window, job.finishedOn)) yield job
  }
}

async function* jobsOf(queue: Queue, state: 'completed' | 'waiting-children'): AsyncGenerator<Job> {
  for (let start = 0; start < PASS_JOBS_MAX; start += PAGE_JOBS) {
    const page = await queue.getJobs(state, start, start + PAGE_JOBS - 1)
    for (const job of page) if (job !== undefined) yield job
    if (page.length < PAGE_JOBS) return
  }
}
