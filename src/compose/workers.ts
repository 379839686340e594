// One worker per asked-for queue, each with its stage and the adapters that the stage needs, and nothing else.

import { hostname } from 'node:os'
import { join } from 'node:path'
import { createStreamingAnalyser } from '../adapters/analyser/streaming-analyser.ts'
import { createFlow } from '../adapters/bullmq/flow.ts'
import { createFlowRepair } from '../adapters/bullmq/flow-repair.ts'
import type { Queues } from '../adapters/bullmq/queues.ts'
import { startStageWorker } from '../adapters/bullmq/stage-worker.ts'
import { createFileLearningLog } from '../adapters/files/file-learning-log.ts'
import { createFolderLogSource } from '../adapters/files/folder-log-source.ts'
import { createNotifierThatIsOff } from '../adapters/off/notifier.ts'
import { createTelegramNotifier } from '../adapters/telegram/notifier.ts'
import type { Config } from '../config/config.ts'
import { createCircuit } from '../core/circuit.ts'
import { notificationPolicy } from '../core/notification-policy.ts'
import type { QueueName } from '../core/queue-names.ts'
import type { Clock } from '../ports/clock.ts'
import type { KnowledgeGraph } from '../ports/knowledge-graph.ts'
import type { Logger } from '../ports/logger.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Stage } from '../ports/stage.ts'
import { createFinalizeStage } from '../stages/finalize.ts'
import { createLearningStage } from '../stages/learning.ts'
import { createNotificationStage } from '../stages/notification.ts'
import { Reconciler } from '../stages/reconcile.ts'
import { ServiceGate } from '../stages/service-gate.ts'
import { createValidationStage } from '../stages/validation.ts'
import type { Backend } from './backend.ts'
import { startReconciling } from './reconciling.ts'
import { chooseRulePack } from './rule-pack.ts'
import { within } from './within.ts'

/** What a runtime has opened and its workers share. */
export interface Wiring {
  readonly config: Config
  readonly backend: Backend
  readonly queues: Queues
  readonly reports: ReportStore
  readonly graph: KnowledgeGraph
  readonly redactor: Redactor
  readonly clock: Clock
  readonly logger: Logger
}

export interface WorkerGroup {
  /** Takes no new job and lets the running ones finish; false when the configured time was not enough. */
  drain(): Promise<boolean>
}

interface BuiltStage {
  readonly stage: Stage<unknown>
  readonly startEveryMs?: number
}

const BUILDERS = {
  validation: buildValidation,
  finalize: (wiring) => ({ stage: createFinalizeStage({ flow: flowOf(wiring), reports: wiring.reports }) }),
  learning: (wiring) => ({
    stage: createLearningStage({ ...wiring, gate: createGate('The knowledge graph', wiring) }),
  }),
  notification: buildNotification,
} as const satisfies Record<QueueName, (wiring: Wiring) => BuiltStage | Promise<BuiltStage>>

/** How long workers may take to let go of their connections where jobs or an absent server do not let them. */
const ABANDON_MS_MAX = 2_000

export async function startWorkers(names: readonly QueueName[], wiring: Wiring): Promise<WorkerGroup> {
  const built = await Promise.all(names.map((queue) => build(queue, wiring)))
  const workers = built.map(({ queue, stage, startEveryMs }) =>
    startStageWorker({ queue, stage, startEveryMs, ...workerOptions(queue, wiring.config) }, wiring),
  )
  const reconciling = names.includes('finalize') ? startReconciler(wiring) : undefined
  const drain = () => Promise.all([reconciling?.stop(), ...workers.map((worker) => worker.close())])
  return {
    drain: async () => {
      if (await within(wiring.config.drainMs, drain())) return true
      wiring.logger.warn('Some jobs did not finish in time; they are taken up again when their locks lapse')
      // A worker that is closing cannot be told to hurry; its connections can be taken away.
      await within(ABANDON_MS_MAX, Promise.allSettled(workers.map((worker) => worker.getBackend().close(true))))
      return false
    },
  }
}

async function build(queue: QueueName, wiring: Wiring) {
  const stage: BuiltStage = await BUILDERS[queue](wiring)
  return { queue, ...stage }
}

export function createReconciler(wiring: Wiring): Reconciler {
  return new Reconciler({
    ...wiring,
    tally: wiring.backend.tally,
    flow: flowOf(wiring),
    repair: createFlowRepair(wiring.queues),
    policy: notificationPolicy,
    retentionMs: wiring.config.retention.ageMs,
  })
}

function workerOptions(queue: QueueName, config: Config) {
  const workerName = `${hostname().replaceAll(/[^\w.-]/g, '_')}-${process.pid}`
  return { concurrency: config.concurrency[queue], retention: config.retention, workerName }
}

async function buildValidation(wiring: Wiring): Promise<BuiltStage> {
  const { config, backend } = wiring
  const analyser = createStreamingAnalyser({ clock: wiring.clock, pack: await chooseRulePack(config) })
  const stage = createValidationStage({
    ...wiring,
    claims: backend.claims,
    flow: flowOf(wiring),
    logSource: createFolderLogSource({ jobsDir: config.jobsDir, unpackBytesMax: config.unpackBytesMax }),
    analyser,
    learningLog: createFileLearningLog(join(config.dataDir, 'learning-captures.jsonl')),
    policy: notificationPolicy,
    logSettleMs: config.logSettleMs,
    logWaitMs: config.logWaitMs,
  })
  return { stage }
}

/** Slower than the exact rate by so much, so that two messages do not meet at the border of Telegram's second. */
const RATE_MARGIN = 1.05
const SECOND_MS = 1_000

function buildNotification(wiring: Wiring): BuiltStage {
  const { telegram, telegramPerSecond } = wiring.config
  const notifier = telegram === undefined ? createNotifierThatIsOff() : createTelegramNotifier(telegram)
  const stage = createNotificationStage({
    ...wiring,
    notifier,
    sent: wiring.backend.sent,
    gate: createGate('Telegram', wiring),
    policy: notificationPolicy,
  })
  if (!notifier.enabled) return { stage }
  return { stage, startEveryMs: Math.ceil((SECOND_MS / telegramPerSecond) * RATE_MARGIN) }
}

function createGate(service: string, { clock, logger }: Wiring): ServiceGate {
  return new ServiceGate({ service, circuit: createCircuit(), clock, logger })
}

function flowOf({ queues, config }: Wiring) {
  return createFlow(queues, config.retention)
}

function startReconciler(wiring: Wiring) {
  const { config, backend, logger } = wiring
  const reconciler = createReconciler(wiring)
  return startReconciling({ reconciler, lease: backend.lease, everyMs: config.reconcileMs, logger })
}
