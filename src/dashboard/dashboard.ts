// The queues in a browser: bull-board on Fastify. Shows everything, redacted; of all that bull-board could do to
// the queues it lets through retries only.

import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import { fastify } from 'fastify'
import { PostflightError } from '../core/error.ts'
import type { QueueName } from '../core/queue-names.ts'
import type { RetryPolicy } from '../core/retry-policy.ts'
import type { Logger } from '../ports/logger.ts'
import type { Redactor } from '../ports/redactor.ts'
import { describeQueue } from './queue-description.ts'
import { redactDeep } from './redact-deep.ts'
import { guardRequests } from './request-guard.ts'
import { decide, hideRefusedButtons, offerFailedRetriesOnly } from './retries-only.ts'

/** A BullMQ queue, on either backend. */
export type Queue = ConstructorParameters<typeof BullMQAdapter>[0]

export interface DashboardOptions {
  readonly queues: readonly Queue[]
  /** What the workers do, whatever options a producer stored with a job. */
  readonly retryPolicies: Readonly<Record<QueueName, RetryPolicy>>
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  /** The names under which a browser may reach the dashboard: lower case, without a port, IPv6 in brackets. */
  readonly allowedHosts: readonly string[]
  readonly redactor: Redactor
  readonly logger: Logger
}

export interface Dashboard {
  readonly url: string
  close(): Promise<void>
}

/** Listens once it resolves. Leaves the queues open when it closes. Throws `dashboard.unavailable`. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const board = createBoard(options)
  const server = fastify({ forceCloseConnections: true })
  guardRequests(server, options)
  server.addHook('preSerialization', (_request, _reply, payload) => redactDeep(payload, options.redactor))
  server.addHook('onSend', async (_request, _reply, payload) =>
    typeof payload === 'string' && payload.startsWith('<!DOCTYPE html>') ? hideRefusedButtons(payload) : payload,
  )
  await server.register(board.registerPlugin())
  const url = await server.listen({ host: options.host, port: options.port }).catch((error: Error) => {
    throw new PostflightError(
      'dashboard.unavailable',
      `Expected to listen on ${options.host}:${options.port}, got ${error.message}`,
      { cause: error },
    )
  })
  options.logger.debug('The dashboard listens', { url })
  return { url, close: () => server.close() }
}

function createBoard({ queues, retryPolicies }: DashboardOptions): FastifyAdapter {
  const serverAdapter = new FastifyAdapter()
  const describe = (queue: Queue) => {
    const name = queue.name as QueueName
    return describeQueue(name, retryPolicies[name])
  }
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { description: describe(queue) })),
    serverAdapter,
    options: {
      uiConfig: { boardTitle: 'postflight', hideDocsLink: true, sortQueues: false },
      handlerHooks: { before: decide, after: (_context, result) => offerFailedRetriesOnly(result) },
    },
  })
  return serverAdapter
}
