// Finds and mends flows that no worker would ever move again. Every repair may be made twice. Jobs that another
// release wrote are left to that release.

import type { Job, Queue } from 'bullmq'
import { identityOfPayload } from '../../core/identity-payload.ts'
import type { JobIdentity } from '../../core/job-identity.ts'
import { type ChildQueueName, toQueueJobId } from '../../core/queue-names.ts'
import type { FlowRepair, RepairWindow, StuckParent } from '../../ports/flow-repair.ts'
import { translateErrors } from './errors.ts'
import { isCompleted } from './flow.ts'
import type { Queues } from './queues.ts'

const CHILD_QUEUES = ['learning', 'notification'] as const satisfies readonly ChildQueueName[]
/** Jobs fetched at once. */
const PAGE_JOBS = 200
/** Waiting parents looked at in one pass: while a service is away there may be very many. */
const WAITING_PARENTS_MAX = 5_000

export function createFlowRepair(queues: Queues): FlowRepair {
  const nextWaitingParents = createRota(queues.byName.finalize)
  return translateErrors({
    stuckParents: async (window) => {
      const parents = (await nextWaitingParents()).filter((parent) => isWithin(window, parent.timestamp))
      return (await Promise.all(parents.map((parent) => stuckChildren(parent, queues)))).flat()
    },
    releaseFailedChild: async (parent, child) => {
      const job = await queues.byName[child].getJob(toQueueJobId(child, parent))
      return job?.parentKey === undefined ? false : job.removeChildDependency()
    },
    dismantle: async (identity) => {
      await queues.byName.finalize.remove(toQueueJobId('finalize', identity), { removeChildren: true })
    },
    staleParents: (window) => staleParents(window, queues),
    refresh: async (identity) => {
      await (await getParent(queues, identity))?.retry('completed', { resetAttemptsMade: true })
    },
    unfinishedValidations: (window) => unfinishedValidations(window, queues),
  })
}

/** Waiting parents in turns: each call goes on where the last one ended, and starts over at the end. */
function createRota(finalize: Queue): () => Promise<Job[]> {
  let start = 0
  return async () => {
    const parents = await finalize.getJobs('waiting-children', start, start + WAITING_PARENTS_MAX - 1, true)
    start = parents.length < WAITING_PARENTS_MAX ? 0 : start + WAITING_PARENTS_MAX
    return parents.filter((parent) => parent !== undefined)
  }
}

async function stuckChildren(parent: Job, queues: Queues): Promise<StuckParent[]> {
  const identity = identityOfPayload(parent.data)
  if (identity === undefined) return []
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

async function staleParents(window: RepairWindow, queues: Queues): Promise<JobIdentity[]> {
  const stale: JobIdentity[] = []
  for (const queue of CHILD_QUEUES) {
    for (const state of ['completed', 'failed'] as const) {
      for await (const child of finishedWithin(queues.byName[queue], state, window)) {
        const identity = await staleParentOf(child, queues)
        if (identity !== undefined) stale.push(identity)
      }
    }
  }
  return stale
}

/** The identity of a child's parent that completed before the child did. */
async function staleParentOf(child: Job, queues: Queues): Promise<JobIdentity | undefined> {
  // Only a job that was started before can have been redriven after its parent was through.
  const identity = child.attemptsStarted > 1 ? identityOfPayload(child.data) : undefined
  const parent = identity && (await getParent(queues, identity))
  if (parent === undefined || !isCompleted(parent)) return undefined
  return (parent.finishedOn ?? 0) < (child.finishedOn ?? 0) ? identity : undefined
}

async function unfinishedValidations(window: RepairWindow, queues: Queues): Promise<JobIdentity[]> {
  const unfinished: JobIdentity[] = []
  for await (const job of finishedWithin(queues.byName.validation, 'completed', window)) {
    // A duplicate has no identity in its result, and no flow of its own.
    const identity = identityOfPayload(job.returnvalue)
    if (identity !== undefined && (await getParent(queues, identity)) === undefined) unfinished.push(identity)
  }
  return unfinished
}

function getParent(queues: Queues, identity: JobIdentity): Promise<Job | undefined> {
  return queues.byName.finalize.getJob(toQueueJobId('finalize', identity))
}

function isWithin(window: RepairWindow, timeMs: number | undefined): boolean {
  return timeMs !== undefined && timeMs >= window.fromMs && timeMs <= window.untilMs
}

/** Finished jobs, newest first, down to the window's beginning; the retention bounds how many there are. */
async function* finishedWithin(queue: Queue, state: 'completed' | 'failed', window: RepairWindow): AsyncGenerator<Job> {
  for (let start = 0; ; start += PAGE_JOBS) {
    const page = await queue.getJobs(state, start, start + PAGE_JOBS - 1)
    for (const job of page) {
      if ((job?.finishedOn ?? 0) < window.fromMs) return
      if (job !== undefined && isWithin(window, job.finishedOn)) yield job
    }
    if (page.length < PAGE_JOBS) return
  }
}
