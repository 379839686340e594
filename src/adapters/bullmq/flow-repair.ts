// Finds and mends flows that no worker would ever move again. Every repair may be made twice. Jobs that another
// release wrote are left to that release.

import type { Job, Queue } from 'bullmq'
import { pendingOf } from '../../core/finalize-result.ts'
import { identityOfPayload } from '../../core/identity-payload.ts'
import { type JobIdentity, toFileName } from '../../core/job-identity.ts'
import { CHILD_QUEUE_NAMES, type ChildQueueName, toQueueJobId } from '../../core/queue-names.ts'
import type { FlowRepair, RepairWindow, StuckParent } from '../../ports/flow-repair.ts'
import { translateErrors } from './errors.ts'
import { isCompleted, retryFinished } from './flow.ts'
import type { Queues } from './queues.ts'

/** Jobs fetched, and looked at, at once: few enough that a worker's own jobs do not wait for it. */
const PAGE_JOBS = 50
/** Waiting parents looked at in one pass: while a service is away there may be very many. */
const WAITING_PARENTS_MAX = 5_000

export function createFlowRepair(queues: Queues): FlowRepair {
  const nextWaitingParents = createRota(queues.byName.finalize)
  return translateErrors({
    stuckParents: async (window) => {
      const stuck: StuckParent[] = []
      for await (const page of nextWaitingParents()) {
        if (window.stop?.aborted) break
        const parents = page.filter((parent) => isWithin(window, parent.timestamp))
        stuck.push(...(await Promise.all(parents.map((parent) => stuckChildren(parent, queues)))).flat())
      }
      return stuck
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
      const parent = await getParent(queues, identity)
      if (parent !== undefined && isCompleted(parent)) await retryFinished(parent)
    },
    unfinishedValidations: (window) => unfinishedValidations(window, queues),
  })
}

/** Waiting parents by the page, in turns: each call goes on where the last one ended, and starts over at the end. */
function createRota(finalize: Queue): () => AsyncGenerator<Job[]> {
  let start = 0
  return async function* () {
    for (let left = WAITING_PARENTS_MAX; left > 0; left -= PAGE_JOBS) {
      const page = (await finalize.getJobs('waiting-children', start, start + PAGE_JOBS - 1, true)) as (
        | Job
        | undefined
      )[]
      start = page.length < PAGE_JOBS ? 0 : start + PAGE_JOBS
      yield page.filter((parent) => parent !== undefined)
      if (start === 0) return
    }
  }
}

async function stuckChildren(parent: Job, queues: Queues): Promise<StuckParent[]> {
  const identity = identityOfPayload(parent.data)
  if (identity === undefined) return []
  const { unprocessed = [] } = await parent.getDependencies()
  const stuck: StuckParent[] = []
  for (const child of CHILD_QUEUE_NAMES) {
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
  // By name: both children of one parent may have been redriven.
  const stale = new Map<string, JobIdentity>()
  for (const queue of CHILD_QUEUE_NAMES) {
    for (const state of ['completed', 'failed'] as const) {
      for await (const children of finishedWithin(queues.byName[queue], state, window)) {
        const found = await Promise.all(children.map((child) => staleParentOf(child, queue, queues)))
        for (const identity of found) if (identity !== undefined) stale.set(toFileName(identity), identity)
      }
    }
  }
  return [...stale.values()]
}

/** The identity of a child's parent that completed before the child did, or while it was at work. */
async function staleParentOf(child: Job, queue: ChildQueueName, queues: Queues): Promise<JobIdentity | undefined> {
  // Only a job that was started before can have been redriven after its parent was through.
  const identity = child.attemptsStarted > 1 ? identityOfPayload(child.data) : undefined
  const parent = identity && (await getParent(queues, identity))
  if (parent === undefined || !isCompleted(parent)) return undefined
  // Two machines' clocks: they tell nothing of times that lie close together.
  const wasPending = pendingOf(parent.returnvalue).includes(queue)
  return wasPending || (parent.finishedOn ?? 0) < (child.finishedOn ?? 0) ? identity : undefined
}

async function unfinishedValidations(window: RepairWindow, queues: Queues): Promise<JobIdentity[]> {
  const unfinished: JobIdentity[] = []
  for await (const jobs of finishedWithin(queues.byName.validation, 'completed', window)) {
    // A duplicate has no identity in its result, and no flow of its own.
    const identities = jobs.map((job) => identityOfPayload(job.returnvalue)).filter((found) => found !== undefined)
    const parents = await Promise.all(identities.map((identity) => getParent(queues, identity)))
    unfinished.push(...identities.filter((_, index) => parents[index] === undefined))
  }
  return unfinished
}

function getParent(queues: Queues, identity: JobIdentity): Promise<Job | undefined> {
  return queues.byName.finalize.getJob(toQueueJobId('finalize', identity))
}

function isWithin(window: RepairWindow, timeMs: number | undefined): boolean {
  return timeMs !== undefined && timeMs >= window.fromMs && timeMs <= window.untilMs
}

/** Finished jobs by the page, newest first, down to the window's beginning; the retention bounds how many there are. */
async function* finishedWithin(queue: Queue, state: 'completed' | 'failed', window: RepairWindow) {
  for (let start = 0; !window.stop?.aborted; start += PAGE_JOBS) {
    const page = (await queue.getJobs(state, start, start + PAGE_JOBS - 1)) as (Job | undefined)[]
    const jobs = page.filter((job) => job !== undefined)
    yield jobs.filter((job) => isWithin(window, job.finishedOn))
    const oldestMs = jobs.at(-1)?.finishedOn ?? Number.POSITIVE_INFINITY
    if (page.length < PAGE_JOBS || oldestMs < window.fromMs) return
  }
}
