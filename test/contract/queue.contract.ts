// What BullMQ must do for us on every backend: outcomes become its terms, our policy overrules a producer's, and
// stuck or stale flows can be found and mended.

import { randomUUID } from 'node:crypto'
import type { Job, JobsOptions, Worker } from 'bullmq'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFlow } from '../../src/adapters/bullmq/flow.ts'
import { createFlowRepair } from '../../src/adapters/bullmq/flow-repair.ts'
import { createProducer } from '../../src/adapters/bullmq/producer.ts'
import { createQueueAdmin } from '../../src/adapters/bullmq/queue-admin.ts'
import { openQueues, type QueueConnection, type Queues } from '../../src/adapters/bullmq/queues.ts'
import { type StageWorkerOptions, startStageWorker } from '../../src/adapters/bullmq/stage-worker.ts'
import { PostflightError } from '../../src/core/error.ts'
import type { JobIdentity } from '../../src/core/job-identity.ts'
import { done, drop, fail, holdQueue, later, retry } from '../../src/core/outcome.ts'
import { type QueueName, toQueueJobId } from '../../src/core/queue-names.ts'
import type { Stage } from '../../src/ports/stage.ts'
import { createMemoryClaims } from '../support/memory-claims.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { contractTitle, type Service } from '../support/services.ts'

const retention = { ageMs: 7 * 86_400_000, count: 1_000 }
const busy = new PostflightError('graph.busy', 'a deadlock')
const rejected = new PostflightError('graph.rejected', 'a syntax error')
const everything = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER }
/** Longer than a first retry's back-off and BullMQ's own polling. */
const WAIT = { timeout: 15_000, interval: 20 }

/** `open` gives a connection whose queues are empty, and closes it. */
export function describeQueue(
  implementation: string,
  open: () => Promise<{ connection: QueueConnection; close(): Promise<void> }>,
  service?: Service<unknown>,
): void {
  describe.skipIf(service?.missing)(contractTitle('queue', implementation, service), () => {
    let bench: Awaited<ReturnType<typeof setup>>
    beforeEach(async () => {
      bench = await setup(await open())
    })
    afterEach(() => bench.close())

    describe('outcomes', () => {
      it('keeps the value of a stage that is done, cleaned of what a database refuses', async () => {
        const job = await bench.settle('learning', async () => done({ text: 'a\0b\ud800' }))
        expect(job.returnvalue).toEqual({ text: 'a\ufffdb\ufffd' })
      })

      it('completes a dropped job quietly, with the reason', async () => {
        const job = await bench.settle('validation', async () => drop('a duplicate'))
        expect(job.returnvalue).toEqual({ dropped: 'a duplicate' })
      })

      it('tries again by our policy although the producer sent no attempts and wanted the job removed', async () => {
        let starts = 0
        const job = await bench.settle(
          'validation',
          async () => {
            starts += 1
            return starts < 3 ? retry(busy) : done('through')
          },
          { attempts: 0, removeOnComplete: true, removeOnFail: true },
        )
        expect({ starts, value: job.returnvalue }).toEqual({ starts: 3, value: 'through' })
      })

      it('fails for good at once, with the reason, and keeps the job although the producer wanted it removed', async () => {
        const job = await bench.settle('learning', async () => fail(rejected), { removeOnFail: true, attempts: 9 })
        expect({ reason: job.failedReason, attempts: job.attemptsMade }).toEqual({
          reason: 'graph.rejected: a syntax error',
          attempts: 1,
        })
        expect(await bench.admin.failed('learning', 10)).toMatchObject([{ reason: 'graph.rejected: a syntax error' }])
      })

      it('clears away what is past its retention, and nothing when it is not its turn', async () => {
        const few = { retention: { ageMs: retention.ageMs, count: 2 } }
        const finishFive = async (queue: QueueName, chance: () => number) => {
          bench.start(queue, async () => done('through'), { ...few, chance })
          for (let job = 0; job < 5; job += 1) await bench.finished(queue, await bench.add(queue))
          return bench.queues.byName[queue].getCompletedCount()
        }
        expect(await finishFive('learning', () => 0)).toBe(2)
        expect(await finishFive('notification', () => 0.99)).toBe(5)
      })

      it('does not count a job that waits', async () => {
        const outcomes = [later(20, 'not yet'), later(20, 'not yet'), done('there')]
        const job = await bench.settle('validation', async () => outcomes.shift() ?? fail(rejected))
        expect({ value: job.returnvalue, starts: job.attemptsStarted }).toEqual({ value: 'there', starts: 3 })
        expect(job.attemptsMade).toBeLessThanOrEqual(1)
      })

      it('holds the whole queue for as long as asked, spends no attempt, and leaves other queues alone', async () => {
        const times: number[] = []
        const outcomes = [holdQueue(700, 'away')]
        const stage: Stage<unknown> = async () => {
          times.push(Date.now())
          return outcomes.shift() ?? done('back')
        }
        bench.start('learning', stage)
        const first = await bench.add('learning')
        await vi.waitFor(() => expect(times).toHaveLength(1), WAIT)
        const second = await bench.add('learning')
        const other = await bench.settle('notification', async () => done('meanwhile'))
        expect(other.returnvalue).toBe('meanwhile')
        const jobs = [await bench.finished('learning', first), await bench.finished('learning', second)]
        expect(jobs.map((job) => job.attemptsMade)).toEqual([1, 1])
        expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(650)
      })

      it('only ever lengthens a hold, and shows it, but not the pace of a limit', async () => {
        const outcomes = [holdQueue(5_000, 'away'), holdQueue(100, 'away')]
        bench.start('learning', async () => outcomes.shift() ?? done('back'), { concurrency: 2 })
        await Promise.all([bench.add('learning'), bench.add('learning')])
        const heldMs = async () =>
          (await bench.admin.status()).find(({ queue }) => queue === 'learning')?.heldForMs ?? 0
        await vi.waitFor(async () => expect(await heldMs()).toBeGreaterThan(3_000), WAIT)
        await bench.settle('notification', async () => done('told'))
        expect((await bench.admin.status()).find(({ queue }) => queue === 'notification')?.heldForMs).toBe(0)
        expect(await heldMs()).toBeGreaterThan(2_000)
      })

      it('starts no more jobs than its limit allows', async () => {
        const times: number[] = []
        bench.start('notification', async () => done(times.push(Date.now())), { concurrency: 4, startEveryMs: 200 })
        const ids = await Promise.all([1, 2, 3, 4].map(() => bench.add('notification')))
        await Promise.all(ids.map((id) => bench.finished('notification', id)))
        expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(400)
      })
    })

    describe('flow', () => {
      it('runs finalize after its children, and a child that fails for good does not fail it', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        expect(await bench.flow.isFannedOut(identity)).toBe(true)
        bench.start('learning', async () => fail(rejected))
        bench.start('notification', async () => done({ telegram_notified: true }))
        bench.start('finalize', async () => done(await bench.flow.childOutcomes(identity)))
        const finalized = await bench.finished('finalize', toQueueJobId('finalize', identity))
        expect(finalized.returnvalue).toEqual({
          learning: { kind: 'failed', reason: 'graph.rejected: a syntax error' },
          notification: { kind: 'done', value: { telegram_notified: true } },
        })
      })

      it('runs finalize at once where there are no children', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, [])
        bench.start('finalize', async () => done(await bench.flow.childOutcomes(identity)))
        const finalized = await bench.finished('finalize', toQueueJobId('finalize', identity))
        expect(finalized.returnvalue).toEqual({ learning: { kind: 'none' }, notification: { kind: 'none' } })
      })

      it('tells a holder that works from one that failed for good, one that is gone and one of another job', async () => {
        const [failing, working] = [bench.identity(), bench.identity()]
        const stateOf = (identity: JobIdentity, holder: string) => bench.flow.holderState(identity, holder)
        const { bullmqId } = await bench.producer.submit({ job_id: working.jobId })
        expect(await stateOf(working, bullmqId)).toBe('live')
        expect(await stateOf(working, 'never-was')).toBe('gone')
        expect(await stateOf(failing, bullmqId)).toBe('gone')
        // Its worker takes the other job too, so it starts last.
        const failed = await bench.settle('validation', async () => fail(rejected), { data: { job_id: failing.jobId } })
        expect(await stateOf(failing, failed.id ?? '')).toBe('failed')
      })
    })

    describe('repair', () => {
      it('releases a parent that waits for a failed child which a second fan-out attached again', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        bench.start('learning', async () => fail(rejected))
        await bench.finished('learning', toQueueJobId('learning', identity))
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        bench.start('notification', async () => done({ telegram_notified: true }))
        bench.start('finalize', async () => done('through'))
        await bench.finished('notification', toQueueJobId('notification', identity))
        for (const stuck of await bench.repair.stuckParents(everything)) {
          expect(stuck).toEqual({ identity, child: 'learning', childState: 'failed' })
          expect(await bench.repair.releaseFailedChild(stuck.identity, stuck.child)).toBe(true)
        }
        await bench.finished('finalize', toQueueJobId('finalize', identity))
        expect(await bench.repair.stuckParents(everything)).toEqual([])
      })

      it('finds a parent that waits for a child which is gone, and builds its flow anew', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        await bench.loseJob('learning', toQueueJobId('learning', identity))
        expect(await bench.repair.stuckParents(everything)).toEqual([
          { identity, child: 'learning', childState: 'gone' },
        ])
        await bench.repair.dismantle(identity)
        expect(await bench.flow.isFannedOut(identity)).toBe(false)
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        for (const queue of ['learning', 'notification', 'finalize'] as const)
          bench.start(queue, async () => done(queue))
        await bench.finished('finalize', toQueueJobId('finalize', identity))
      })

      it('finds a finalized report whose child was redriven, and runs it again', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning'])
        const outcomes = [fail(rejected), done('stored')]
        bench.start('learning', async () => outcomes.shift() ?? fail(busy))
        bench.start('finalize', async () => done(await bench.flow.childOutcomes(identity)))
        const id = toQueueJobId('finalize', identity)
        await bench.finished('finalize', id)
        expect(await bench.repair.staleParents(everything)).toEqual([])
        expect(await bench.admin.retry('learning', [identity.jobId])).toEqual({
          retried: [identity.jobId],
          unknown: [],
        })
        await vi.waitFor(async () => expect(await bench.repair.staleParents(everything)).toEqual([identity]), WAIT)
        await bench.repair.refresh(identity)
        await vi.waitFor(async () => {
          const finalized = await bench.queues.byName.finalize.getJob(id)
          expect(finalized?.returnvalue).toMatchObject({ learning: { kind: 'done', value: 'stored' } })
        }, WAIT)
        expect(await bench.repair.staleParents(everything)).toEqual([])
      })

      it('finds a finalized report whose child was redriven and failed again', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['notification'])
        bench.start('notification', async () => fail(rejected))
        bench.start('finalize', async () => done('through'))
        await bench.finished('finalize', toQueueJobId('finalize', identity))
        await bench.admin.retry('notification', 'all')
        await vi.waitFor(async () => expect(await bench.repair.staleParents(everything)).toEqual([identity]), WAIT)
      })

      it('finds a report once whose children were both redriven, and leaves one alone that runs already', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        for (const queue of ['learning', 'notification'] as const) bench.start(queue, async () => fail(rejected))
        let runs = 0
        let end: (() => void) | undefined
        bench.start('finalize', async () => {
          runs += 1
          if (runs > 1) await new Promise<void>((resolve) => (end = resolve))
          return done('through')
        })
        const id = toQueueJobId('finalize', identity)
        const { finishedOn = 0 } = await bench.finished('finalize', id)
        await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(finishedOn), WAIT)
        await bench.admin.retry('learning', 'all')
        await bench.admin.retry('notification', 'all')
        const redriven = async () => {
          const counts = await Promise.all([bench.admin.failed('learning', 9), bench.admin.failed('notification', 9)])
          return counts.flat().length
        }
        await vi.waitFor(async () => expect(await redriven()).toBe(2), WAIT)
        await vi.waitFor(async () => expect(await bench.repair.staleParents(everything)).toEqual([identity]), WAIT)
        await bench.repair.refresh(identity)
        await vi.waitFor(() => expect(end).toBeDefined(), WAIT)
        await bench.repair.refresh(identity)
        end?.()
        await vi.waitFor(async () => expect(await bench.repair.staleParents(everything)).toEqual([]), WAIT)
        expect(runs).toBe(2)
      })

      it('finds a report that was finalized while a child was at work, although the child ended first', async () => {
        const identity = bench.identity()
        await bench.flow.fanOut(identity, ['learning'])
        const outcomes = [fail(rejected), done('stored')]
        bench.start('learning', async () => outcomes.shift() ?? fail(busy))
        bench.start('finalize', async () => {
          await bench.admin.retry('learning', [identity.jobId])
          await vi.waitFor(async () => {
            expect(await bench.flow.childOutcomes(identity)).toMatchObject({ learning: { value: 'stored' } })
          }, WAIT)
          return done({ pending: ['learning'] })
        })
        await bench.finished('finalize', toQueueJobId('finalize', identity))
        expect(await bench.repair.staleParents(everything)).toEqual([identity])
      })

      it('finds a validated job that has no finalize', async () => {
        const identity = bench.identity()
        const value = { schema_version: 1, job_id: identity.jobId, run_attempt: 1, quality_score: 50 }
        await bench.settle('validation', async () => done(value))
        expect(await bench.repair.unfinishedValidations(everything)).toEqual([identity])
        await bench.flow.fanOut(identity, [])
        expect(await bench.repair.unfinishedValidations(everything)).toEqual([])
      })

      it('does not look at jobs outside its window', async () => {
        const value = { schema_version: 1, job_id: 'a', run_attempt: 1, quality_score: 50 }
        await bench.settle('validation', async () => done(value))
        expect(await bench.repair.unfinishedValidations({ fromMs: Date.now() + 60_000, untilMs: 9e15 })).toEqual([])
      })
    })

    describe('producing and operating', () => {
      it('sends a message once, and again after it failed for good', async () => {
        const { jobId } = bench.identity()
        const seen: unknown[] = []
        bench.start('validation', async (job) => {
          seen.push((job.data as { exit_code?: number }).exit_code)
          return seen.length === 1 ? fail(rejected) : done('through')
        })
        const { bullmqId, isNew } = await bench.producer.submit({ job_id: jobId, exit_code: 1 })
        expect(isNew).toBe(true)
        await bench.finished('validation', bullmqId)
        expect(await bench.producer.submit({ job_id: jobId, exit_code: 2 })).toEqual({ bullmqId, isNew: true })
        await vi.waitFor(() => expect(seen).toEqual([1, 2]), WAIT)
        await bench.finished('validation', bullmqId)
        expect(await bench.producer.submit({ job_id: jobId, exit_code: 3 })).toEqual({ bullmqId, isNew: false })
        expect((await bench.admin.status()).find((status) => status.queue === 'validation')).toMatchObject({
          waiting: 0,
        })
        expect(seen).toEqual([1, 2])
      })

      it('refuses to run a job again that is at work, and touches nothing of it', async () => {
        const identity = bench.identity()
        const { bullmqId } = await bench.producer.submit({ job_id: identity.jobId, exit_code: 1 })
        const active = { code: 'queue.job_active' }
        await expect(bench.producer.recall(identity)).rejects.toMatchObject(active)
        await expect(bench.producer.submitAgain({ job_id: identity.jobId })).rejects.toMatchObject(active)
        expect((await bench.queues.byName.validation.getJob(bullmqId))?.data).toEqual({
          job_id: identity.jobId,
          exit_code: 1,
        })
      })

      it('runs a job again that is through, with what it is told, and without its earlier flow', async () => {
        const identity = bench.identity()
        const seen: unknown[] = []
        bench.start('validation', async (job) => {
          seen.push(job.data)
          return done('through')
        })
        const first = { job_id: identity.jobId, exit_code: 1 }
        await bench.finished('validation', (await bench.producer.submit(first)).bullmqId)
        await bench.flow.fanOut(identity, ['learning', 'notification'])
        bench.start('learning', async () => fail(rejected))
        bench.start('notification', async () => done('told'))
        bench.start('finalize', async () => done('through'))
        await bench.finished('finalize', toQueueJobId('finalize', identity))
        expect(await bench.producer.recall(identity)).toEqual(first)
        await bench.producer.submitAgain({ ...first, project: 'shop' })
        await vi.waitFor(() => expect(seen).toEqual([first, { ...first, project: 'shop' }]), WAIT)
        expect(await bench.flow.isFannedOut(identity)).toBe(false)
        const none = { kind: 'none' }
        expect(await bench.flow.childOutcomes(identity)).toEqual({ learning: none, notification: none })
        expect(await bench.producer.progress(identity)).toEqual({ kind: 'working' })
      })

      it('follows a message that came under an id of its producer’s own, and runs it again under that id', async () => {
        const identity = bench.identity()
        const id = await bench.add('validation', { data: { job_id: identity.jobId } })
        await bench.claims.claim(identity, id)
        expect(await bench.producer.progress(identity)).toEqual({ kind: 'working' })
        bench.start('validation', async () => fail(rejected))
        await bench.finished('validation', id)
        expect(await bench.producer.progress(identity)).toMatchObject({ kind: 'failed' })
        expect(await bench.producer.submitAgain({ job_id: identity.jobId })).toEqual({ bullmqId: id })
        await bench.finished('validation', id)
      })

      it('sends a job anew that the queue does not know any more', async () => {
        const { jobId, ...identity } = bench.identity()
        expect(await bench.producer.recall({ jobId, ...identity })).toBeUndefined()
        const { bullmqId } = await bench.producer.submitAgain({ job_id: jobId, exit_code: 3 })
        expect((await bench.queues.byName.validation.getJob(bullmqId))?.data).toEqual({ job_id: jobId, exit_code: 3 })
      })

      it('shows what waits, what failed and who works', async () => {
        await bench.settle('learning', async () => fail(rejected))
        await bench.add('notification')
        const status = await bench.admin.status()
        expect(status.map((each) => each.queue)).toEqual(['validation', 'finalize', 'learning', 'notification'])
        expect(status[2]).toMatchObject({ failed: 1, workers: 1, waiting: 0, oldestWaitingMs: null })
        expect(status[3]).toMatchObject({ waiting: 1, workers: 0, oldestWaitingMs: expect.any(Number) })
      })

      it('names the jobs it was asked to retry but did not find', async () => {
        expect(await bench.admin.retry('learning', ['never-was'])).toEqual({ retried: [], unknown: ['never-was'] })
      })
    })
  })
}

/** BullMQ's options, as any producer may set them, beside the data. */
interface AddOptions extends JobsOptions {
  readonly data?: unknown
}

async function setup({ connection, close }: { connection: QueueConnection; close(): Promise<void> }) {
  const logger = createRecordingLogger()
  const queues = openQueues(connection, logger)
  const claims = createMemoryClaims()
  const redactor = { redact: async (text: string) => text }
  const workers: Worker[] = []
  const start = (queue: QueueName, stage: Stage<unknown>, options: Partial<StageWorkerOptions> = {}) => {
    const standard = { queue, stage, concurrency: 1, retention, workerName: 'test' }
    workers.push(startStageWorker({ ...standard, ...options }, { queues, redactor, logger }))
  }
  const add = async (queue: QueueName, { data = { n: 1 }, ...options }: AddOptions = {}): Promise<string> => {
    const job = await queues.byName[queue].add('job', data, { jobId: `id-${randomUUID()}`, ...options })
    return job.id ?? ''
  }
  const finished = (queue: QueueName, id: string) => untilFinished(queues, queue, id)
  return {
    queues,
    claims,
    start,
    add,
    finished,
    flow: createFlow(queues, retention),
    repair: createFlowRepair(queues),
    producer: createProducer(queues, claims, retention),
    admin: createQueueAdmin(queues),
    identity: (): JobIdentity => ({ jobId: `job-${randomUUID()}`, runAttempt: 1 }),
    /** Adds one job and runs the stage on it until it is finished. */
    settle: async (queue: QueueName, stage: Stage<unknown>, options: AddOptions = {}): Promise<Job> => {
      const id = await add(queue, options)
      start(queue, stage)
      return finished(queue, id)
    },
    /** Makes a job vanish behind the queue's back. */
    loseJob: async (queue: QueueName, id: string) => {
      if (connection.kind === 'redis') await connection.client.del(`${connection.prefix}:${queue}:${id}`)
      else await connection.pool.query('DELETE FROM bullmq.job WHERE id = $1', [id])
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close(true)))
      await queues.close()
      await close()
    },
  }
}

async function untilFinished(queues: Queues, queue: QueueName, id: string): Promise<Job> {
  return vi.waitFor(async () => {
    const job = await queues.byName[queue].getJob(id)
    expect(job?.finishedOn).toEqual(expect.any(Number))
    return job as Job
  }, WAIT)
}
