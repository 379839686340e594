// BullMQ's classes on either backend. Everything above this file neither knows nor cares which one it is.

import {
  createPostgresBackend,
  FlowProducer,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import { PostflightError } from '../../core/error.ts'
import { QUEUE_NAMES, type QueueName } from '../../core/queue-names.ts'
import type { Logger } from '../../ports/logger.ts'
import { createErrorListener, toQueueError } from './errors.ts'

export type QueueConnection =
  | { readonly kind: 'redis'; readonly client: Redis; readonly prefix: string }
  | { readonly kind: 'postgres'; readonly pool: Pool }

export interface Queues {
  readonly byName: Readonly<Record<QueueName, Queue>>
  readonly flow: FlowProducer
  /** Resolves once all of them can be used. Throws `queue.unavailable`; they then never will be. */
  ready(): Promise<void>
  createWorker(name: QueueName, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker
  close(): Promise<void>
}

export function openQueues(connection: QueueConnection, logger: Logger): Queues {
  const { options, factory } = toBullmq(connection)
  const logError = createErrorListener(logger)
  const create = (name: QueueName) => new Queue(name, options, factory).on('error', logError)
  const byName = Object.fromEntries(QUEUE_NAMES.map((name) => [name, create(name)])) as Record<QueueName, Queue>
  const flow = new FlowProducer(options, factory).on('error', logError)
  const all = [...Object.values(byName), flow]
  return {
    byName,
    flow,
    ready: async () => {
      try {
        await Promise.all(all.map((each) => each.waitUntilReady()))
      } catch (error) {
        throw toQueueError(error)
      }
    },
    createWorker: (name, processor, workerOptions) =>
      new Worker(name, processor, { ...options, ...workerOptions }, factory).on('error', logError),
    close: async () => {
      await Promise.all(all.map((each) => each.close()))
    },
  }
}

/** BullMQ types every class by its backend; past this point the two are alike, so the types are let go here. */
function toBullmq(connection: QueueConnection): { options: QueueOptions; factory: undefined } {
  if (connection.kind === 'redis') {
    return { options: { connection: connection.client, prefix: connection.prefix }, factory: undefined }
  }
  return {
    options: { connection: connection.pool as never },
    factory: createPostgresBackend as never,
  }
}

/** More than any limiter of ours counts up to: only a hold does. */
const HOLD_POINTS = 1_000_000_000

/** Milliseconds for which no job of this queue starts, on any machine; 0 when it is free. */
export async function heldForMs(queue: Queue): Promise<number> {
  return Math.max(0, await queue.getRateLimitTtl(HOLD_POINTS))
}

/** The job id is one that BullMQ gave; it never comes back without one. */
export function requireId(id: string | undefined): string {
  if (id !== undefined) return id
  throw new PostflightError('internal.unexpected', 'Expected a queued job to have an id, got none')
}
