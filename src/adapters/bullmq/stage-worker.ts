// Runs a stage on a queue: the one place where an outcome becomes BullMQ's return, throw or delay.

import { DelayedError, type Job, type Queue, UnrecoverableError, Worker, type WorkerOptions } from 'bullmq'
import { z } from 'zod'
import { cleanText, cleanValue } from '../../core/clean-text.ts'
import { assertNever, type PostflightError } from '../../core/error.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { QueueName } from '../../core/queue-names.ts'
import { backoffMs } from '../../core/retry-policy.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Stage } from '../../ports/stage.ts'
import { LOCK_MS, RETRY_POLICIES, type Retention, STALL_CHECK_MS, STALLS_MAX, toJobPolicy } from './queue-policies.ts'
import { heldForMs, type Queues, requireId } from './queues.ts'

export interface StageWorkerOptions {
  readonly queue: QueueName
  readonly stage: Stage<unknown>
  /** Jobs that one process works on at a time. */
  readonly concurrency: number
  /** At most one job starts in this many milliseconds, fleet-wide; undefined for as many as there are. */
  readonly startEveryMs?: number | undefined
  readonly retention: Retention
  /** Tells this process from the others of the fleet. */
  readonly workerName: string
  /** A number in [0, 1), by chance. */
  readonly chance?: () => number
}

export interface StageWorkerPorts {
  readonly queues: Queues
  readonly redactor: Redactor
  readonly logger: Logger
}

export function startStageWorker(options: StageWorkerOptions, ports: StageWorkerPorts): Worker {
  const queue = ports.queues.byName[options.queue]
  const hold = createHold(queue)
  const worker = ports.queues.createWorker(
    options.queue,
    async (job, token) => settle(await options.stage(toStageJob(job)), { job, token, queue, hold, ...ports }),
    toWorkerOptions(options),
  )
  // Before the job runs, and so also before a job that stalled too often is failed without running.
  worker.on('active', (job) => applyPolicy(job, options))
  worker.on('failed', (job, error) => {
    const fields = { queue: options.queue, job: job?.id, attempt: job?.attemptsMade, error: error.message }
    if (job?.finishedOn === undefined) ports.logger.warn('A job failed and will be tried again', fields)
    else ports.logger.error('A job failed for good; see `postflight failed`', fields)
  })
  return worker
}

function toWorkerOptions(options: StageWorkerOptions): Omit<WorkerOptions, 'connection'> {
  return {
    name: options.workerName,
    concurrency: options.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALL_CHECK_MS,
    maxStalledCount: STALLS_MAX,
    ...toLimiter(options),
    settings: {
      backoffStrategy: (failures) =>
        backoffMs(RETRY_POLICIES[options.queue], failures, (options.chance ?? Math.random)()),
    },
  }
}

/** Without a limiter BullMQ does not look whether the queue is held; this one never limits by itself. */
const UNLIMITED = { max: 1_000_000, duration: 1_000 }
/** The queues whose stages may hold them; the others are spared the limiter's commands. */
const HOLDABLE_QUEUES: readonly QueueName[] = ['learning', 'notification']

function toLimiter({ queue, startEveryMs }: StageWorkerOptions): Pick<WorkerOptions, 'limiter'> {
  if (startEveryMs !== undefined) return { limiter: { max: 1, duration: startEveryMs } }
  return HOLDABLE_QUEUES.includes(queue) ? { limiter: UNLIMITED } : {}
}

/**
 * Share of finishing jobs that also clear away what is past its retention. Every job would cost Redis a dozen
 * commands more, and finds what to remove just once per removal anyway.
 */
const CLEARING_SHARE = 0.05

/** What a producer asked for is overruled: it may have sent no attempts at all, or told us to forget the job. */
function applyPolicy(job: Job, options: StageWorkerOptions): void {
  const policy = toJobPolicy(options.queue, options.retention)
  const { chance = Math.random } = options
  const keepsAll = chance() >= CLEARING_SHARE && { removeOnComplete: false, removeOnFail: false }
  Object.assign(job.opts, policy, keepsAll)
}

function toStageJob(job: Job) {
  return {
    id: requireId(job.id),
    name: job.name,
    data: job.data as unknown,
    waitingSinceMs: readWaitingSince(job),
    isLastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
  }
}

interface SettleContext extends StageWorkerPorts {
  readonly job: Job
  readonly token: string | undefined
  readonly queue: Queue
  hold(delayMs: number): Promise<void>
}

async function settle(outcome: Outcome<unknown>, context: SettleContext): Promise<unknown> {
  switch (outcome.kind) {
    case 'done':
      return cleanValue(outcome.value)
    case 'drop':
      return { dropped: outcome.reason }
    case 'later':
      return postpone(outcome, context)
    case 'retry':
      throw await toStoredError(new Error(), outcome.cause, context.redactor)
    case 'fail':
      throw await toStoredError(new UnrecoverableError(), outcome.cause, context.redactor)
    default:
      return assertNever(outcome)
  }
}

async function postpone(outcome: Outcome<never> & { kind: 'later' }, context: SettleContext): Promise<never> {
  const { job, queue, logger, token } = context
  logger.debug('A job waits', { queue: queue.name, job: job.id, reason: outcome.reason, delayMs: outcome.delayMs })
  if (outcome.holds === 'queue') {
    await context.hold(outcome.delayMs)
    throw Worker.RateLimitError()
  }
  if (readWaitingSince(job) === undefined) await job.updateProgress({ waiting_since_ms: Date.now() })
  await job.moveToDelayed(Date.now() + outcome.delayMs, token)
  throw new DelayedError()
}

/** Holds a queue. A hold is only ever lengthened: another job, or another process, may have been told to wait longer. */
function createHold(queue: Queue): (delayMs: number) => Promise<void> {
  let heldUntilMs = 0
  return async (delayMs) => {
    const untilMs = Date.now() + delayMs
    if (untilMs <= heldUntilMs) return
    heldUntilMs = untilMs
    if ((await heldForMs(queue)) < delayMs) await queue.rateLimit(delayMs)
  }
}

const progressSchema = z.object({ waiting_since_ms: z.number() })

function readWaitingSince(job: Job): number | undefined {
  return progressSchema.safeParse(job.progress).data?.waiting_since_ms
}

/** What the queue keeps of an error is shown on dashboards: no secret and nothing that a database refuses. */
async function toStoredError(error: Error, cause: PostflightError, redactor: Redactor): Promise<Error> {
  error.message = cleanText(await redactor.redact(`${cause.code}: ${cause.message}`))
  error.stack = cleanText(await redactor.redact(cause.stack ?? error.message))
  return error
}
