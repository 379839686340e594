// Opens everything that a configuration names and wires it together. Workers, the command line and the dashboard
// call this and nothing below it.

import { setTimeout as sleep } from 'node:timers/promises'
import { createProducer } from './adapters/bullmq/producer.ts'
import { createQueueAdmin } from './adapters/bullmq/queue-admin.ts'
import { openQueues, type Queues } from './adapters/bullmq/queues.ts'
import { createFileReportStore } from './adapters/files/file-report-store.ts'
import { createLogger } from './adapters/pino/logger.ts'
import { createPassthroughRedactor } from './adapters/secretlint/passthrough-redactor.ts'
import { createSecretlintRedactor } from './adapters/secretlint/redactor.ts'
import { type Backend, openBackend } from './compose/backend.ts'
import { createReconciler, startWorkers, type WorkerGroup } from './compose/workers.ts'
import type { Config } from './config/config.ts'
import type { JobIdentity } from './core/job-identity.ts'
import { QUEUE_NAMES, type QueueName } from './core/queue-names.ts'
import type { Report } from './core/report.ts'
import type { KnowledgeGraph } from './ports/knowledge-graph.ts'
import type { Logger } from './ports/logger.ts'
import type { QueueAdmin } from './ports/queue-admin.ts'
import type { Redactor } from './ports/redactor.ts'
import type { ReportStore } from './ports/report-store.ts'
import type { ReconcileSummary } from './stages/reconcile.ts'

export type { WorkerGroup } from './compose/workers.ts'

export interface Runtime {
  readonly backend: Config['queue']['kind']
  readonly reports: ReportStore
  readonly graph: KnowledgeGraph
  readonly admin: QueueAdmin
  readonly redactor: Redactor
  readonly logger: Logger
  /** Enqueues one job-completed message; throws `message.invalid`. */
  submit(data: Record<string, unknown>): Promise<{ readonly bullmqId: string }>
  /** Forgets report, claim and jobs of an identity, so that it can be analysed anew; throws `queue.job_active`. */
  forget(identity: JobIdentity): Promise<void>
  waitFor(identity: JobIdentity, options: WaitOptions): Promise<WaitResult>
  startWorkers(queues?: readonly QueueName[]): WorkerGroup
  reconcile(): Promise<ReconcileSummary>
  /** BullMQ's own queue objects, for the dashboard. */
  openQueues(): readonly Queues['byName'][QueueName][]
  close(): Promise<void>
}

export interface WaitOptions {
  readonly timeoutMs: number
}

/** `failed`: the message failed for good. */
export type WaitResult =
  | { readonly kind: 'finalized'; readonly report: Report }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timeout' }

export interface RuntimeOptions {
  readonly logger?: Logger
  /** How long to wait for a server that does not answer; workers wait for ever. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 5_000

/** Throws `queue.unavailable` or `embedded.*` when there is no queue to be had. */
export async function openRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const redactor = openRedactor(config)
  const logger = options.logger ?? createLogger({ level: config.logLevel, redactor })
  const backend = await openBackend({ config, logger, patienceMs: options.patienceMs ?? PATIENCE_MS })
  const queues = openQueues(backend.queueConnection, logger)
  const reports = openReports(config, backend)
  const graph = await openGraph(config, backend)
  const producer = createProducer(queues, config.retention)
  const wiring = { config, backend, queues, reports, graph, redactor, clock: { nowMs: Date.now }, logger }
  return {
    backend: config.queue.kind,
    reports,
    graph,
    admin: createQueueAdmin(queues),
    redactor,
    logger,
    submit: (data) => producer.submit(data),
    forget: async (identity) => {
      await producer.forget(identity)
      await reports.remove(identity)
      await backend.claims.release(identity)
    },
    waitFor: async (identity, { timeoutMs }) => {
      const deadlineMs = Date.now() + timeoutMs
      for (;;) {
        const progress = await producer.progress(identity)
        if (progress.kind === 'failed') return progress
        const report = progress.kind === 'finalized' ? await reports.load(identity) : undefined
        if (report !== undefined) return { kind: 'finalized', report }
        if (Date.now() >= deadlineMs) return { kind: 'timeout' }
        await sleep(POLL_MS)
      }
    },
    startWorkers: (names = QUEUE_NAMES) => startWorkers(names, wiring),
    reconcile: () => createReconciler(wiring).pass(),
    openQueues: () => QUEUE_NAMES.map((name) => queues.byName[name]),
    close: async () => {
      await queues.close()
      await graph.close()
      await reports.close()
      await backend.close()
    },
  }
}

const POLL_MS = 100

function openRedactor(config: Config): Redactor {
  return config.redact ? createSecretlintRedactor() : createPassthroughRedactor()
}

function openReports(config: Config, backend: Backend): ReportStore {
  return config.reportStore === 'redis' ? backend.openReportStore() : createFileReportStore(config.reportsDir)
}

async function openGraph(config: Config, backend: Backend): Promise<KnowledgeGraph> {
  switch (config.graph.kind) {
    case 'neo4j': {
      const { createNeo4jGraph } = await import('./adapters/neo4j/graph.ts')
      return createNeo4jGraph({ ...config.graph, concurrency: config.concurrency.learning })
    }
    case 'postgres':
      return backend.openGraph()
    case 'off': {
      const { createGraphThatIsOff } = await import('./adapters/graph-off/graph-off.ts')
      return createGraphThatIsOff()
    }
  }
}
