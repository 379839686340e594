// Opens everything that a configuration names and wires it together. Workers, the command line and the dashboard
// call this and nothing below it.

import { createProducer } from './adapters/bullmq/producer.ts'
import { createQueueAdmin } from './adapters/bullmq/queue-admin.ts'
import { RETRY_POLICIES } from './adapters/bullmq/queue-policies.ts'
import type { Queues } from './adapters/bullmq/queues.ts'
import { createRedactorThatIsOff } from './adapters/off/redactor.ts'
import { createLogger } from './adapters/pino/logger.ts'
import { createSecretlintRedactor } from './adapters/secretlint/redactor.ts'
import type { Backend } from './compose/backend.ts'
import { type Closing, createClosing } from './compose/closing.ts'
import { openBackend } from './compose/open-backend.ts'
import { openReadyQueues } from './compose/open-queues.ts'
import { openReportFiles } from './compose/report-files.ts'
import { type WaitOptions, type WaitResult, waitForReport } from './compose/wait-for.ts'
import { createReconciler, startWorkers, type Wiring, type WorkerGroup } from './compose/workers.ts'
import type { Config } from './config/config.ts'
import type { JobIdentity } from './core/job-identity.ts'
import { QUEUE_NAMES, type QueueName } from './core/queue-names.ts'
import type { RepairCounts } from './core/repairs.ts'
import type { RetryPolicy } from './core/retry-policy.ts'
import type { KnowledgeGraph } from './ports/knowledge-graph.ts'
import type { Logger } from './ports/logger.ts'
import type { Submitted } from './ports/producer.ts'
import type { QueueAdmin } from './ports/queue-admin.ts'
import type { Redactor } from './ports/redactor.ts'
import type { ReportStore } from './ports/report-store.ts'
import { reprocessJob } from './stages/reprocess.ts'

export type { WorkerGroup } from './compose/workers.ts'

export interface Runtime {
  readonly backend: Config['queue']['kind']
  readonly reports: ReportStore
  readonly graph: KnowledgeGraph
  readonly admin: QueueAdmin
  readonly redactor: Redactor
  readonly logger: Logger
  /** Enqueues one job-completed message; throws `message.invalid`. */
  submit(data: Record<string, unknown>): Promise<Submitted>
  /** What a job's message said; undefined when the queue does not know any more. Throws `queue.job_active`. */
  recall(identity: JobIdentity): Promise<Readonly<Record<string, unknown>> | undefined>
  /** Analyses a job anew that is through, under this message. Throws `message.invalid` and `queue.job_active`. */
  reprocess(data: Record<string, unknown>): Promise<void>
  waitFor(identity: JobIdentity, options: WaitOptions): Promise<WaitResult>
  /** On Redis, only in a runtime that was opened with `waitUntil`. */
  startWorkers(queues?: readonly QueueName[]): Promise<WorkerGroup>
  reconcile(): Promise<RepairCounts>
  /** How many flows were mended since the queues were first used. */
  repairs(): Promise<RepairCounts>
  /** BullMQ's own queue objects, for the dashboard. */
  openQueues(): readonly Queues['byName'][QueueName][]
  /** What our workers do, whatever options a producer stored with a job. */
  readonly retryPolicies: Readonly<Record<QueueName, RetryPolicy>>
  /** Within a few seconds, whatever does not answer; never throws. Drain workers first. */
  close(): Promise<void>
}

export interface RuntimeOptions {
  readonly logger?: Logger
  /**
   * For workers: wait for a queue server that is away until this is aborted, and later through every outage. Without
   * it, opening and every call fail with `queue.unavailable` after some seconds without an answer.
   */
  readonly waitUntil?: AbortSignal
}

/** Throws `queue.unavailable` or `embedded.*` when there is no queue to be had; then nothing is left open. */
export async function openRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const redactor = openRedactor(config)
  const ownLogger = createLogger({ level: config.logLevel, redactor })
  const logger = options.logger ?? ownLogger
  const closing = createClosing(logger)
  closing.add({ name: 'the log', close: () => ownLogger.flush() })
  try {
    const backendOptions = { config, logger, closing, waitUntil: options.waitUntil }
    const backend = await openBackend(backendOptions)
    const queues = await openReadyQueues(backend, backendOptions)
    const reports = openReportFiles(config) ?? backend.openReportStore()
    const graph = await openGraph(config, backend, logger)
    closing.add({ name: 'the knowledge graph', close: () => graph.close() })
    const wiring = { config, backend, queues, reports, graph, redactor, clock: { nowMs: Date.now }, logger }
    return assemble(wiring, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

function assemble(wiring: Wiring, closing: Closing): Runtime {
  const { config, backend, queues, reports, graph, redactor, logger } = wiring
  const producer = createProducer(queues, backend.claims, config.retention)
  return {
    backend: config.queue.kind,
    reports,
    graph,
    admin: createQueueAdmin(queues),
    redactor,
    logger,
    submit: (data) => producer.submit(data),
    recall: (identity) => producer.recall(identity),
    reprocess: (data) => reprocessJob({ ...backend, producer, graph, redactor, reports }, data),
    waitFor: (identity, options) => waitForReport({ producer, reports }, identity, options),
    startWorkers: (names = QUEUE_NAMES) => startWorkers(names, wiring),
    reconcile: () => createReconciler(wiring).pass(),
    repairs: () => backend.tally.totals(),
    openQueues: () => QUEUE_NAMES.map((name) => queues.byName[name]),
    retryPolicies: RETRY_POLICIES,
    close: () => closing.close(),
  }
}

function openRedactor(config: Config): Redactor {
  return config.redact ? createSecretlintRedactor() : createRedactorThatIsOff()
}

async function openGraph(config: Config, backend: Backend, logger: Logger): Promise<KnowledgeGraph> {
  switch (config.graph.kind) {
    case 'neo4j': {
      const { createNeo4jGraph } = await import('./adapters/neo4j/graph.ts')
      return createNeo4jGraph({ ...config.graph, logger, concurrency: config.concurrency.learning })
    }
    case 'postgres':
      return backend.openGraph()
    case 'off': {
      const { createGraphThatIsOff } = await import('./adapters/off/knowledge-graph.ts')
      return createGraphThatIsOff()
    }
  }
}
