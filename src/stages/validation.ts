// A completed job becomes a report: claim its identity → find its log → analyse → save, first wins → fan out.
// Every step may run twice after a crash and changes nothing the second time, but for the learning log, whose
// lines can be doubled by a crash between their writing and the fan-out.

import { childrenOf } from '../core/children.ts'
import { type CompletionMessage, parseCompletionMessage } from '../core/completion-message.ts'
import { PostflightError, toPostflightError } from '../core/error.ts'
import { type IdentityPayload, toIdentityPayload } from '../core/identity-payload.ts'
import type { JobIdentity } from '../core/job-identity.ts'
import { judgeLog } from '../core/log-readiness.ts'
import type { NotificationPolicy } from '../core/notification.ts'
import { done, drop, later, type Outcome, toFailure } from '../core/outcome.ts'
import { JOB_NAMES } from '../core/queue-names.ts'
import type { Analysis, Report } from '../core/report.ts'
import type { Analyser } from '../ports/analyser.ts'
import type { Claims } from '../ports/claims.ts'
import type { Clock } from '../ports/clock.ts'
import type { Flow } from '../ports/flow.ts'
import type { LearningLog } from '../ports/learning-log.ts'
import type { LogSource } from '../ports/log-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Stage, StageJob } from '../ports/stage.ts'

export interface ValidationPorts {
  readonly claims: Claims
  readonly flow: Flow
  readonly logSource: LogSource
  readonly analyser: Analyser
  readonly reports: ReportStore
  readonly learningLog: LearningLog
  readonly clock: Clock
  readonly logger: Logger
  readonly policy: NotificationPolicy
  readonly logSettleMs: number
  readonly logWaitMs: number
}

export interface ValidationResult extends IdentityPayload {
  readonly quality_score: number
}

export function createValidationStage(ports: ValidationPorts): Stage<ValidationResult> {
  return async (job) => {
    try {
      const message = parse(job)
      if (!(await holdsClaim(ports, message.identity, job.id))) return drop('another message reports the same job')
      const standing = await ports.reports.load(message.identity)
      const outcome = standing === undefined ? await analyse(ports, job, message) : done(standing)
      if (outcome.kind !== 'done') return outcome
      return done(await publish(ports, message.identity, outcome.value))
    } catch (error) {
      return toFailure(error)
    }
  }
}

function parse(job: StageJob): CompletionMessage {
  if (job.name !== JOB_NAMES.validation) {
    const expected = `Expected the job's name to be ${JSON.stringify(JOB_NAMES.validation)}`
    throw new PostflightError('message.invalid', `${expected}, got ${JSON.stringify(job.name)}`)
  }
  return parseCompletionMessage(job.data)
}

/** A holder that failed for good, or is gone, gives way to a message that is sent again. */
async function holdsClaim(ports: ValidationPorts, identity: JobIdentity, holder: string): Promise<boolean> {
  const standing = await ports.claims.claim(identity, holder)
  if (standing === holder) return true
  if ((await ports.flow.holderState(identity, standing)) === 'live') return false
  return ports.claims.takeOver(identity, standing, holder)
}

async function analyse(ports: ValidationPorts, job: StageJob, message: CompletionMessage): Promise<Outcome<Report>> {
  try {
    const files = await ports.logSource.locate(message.identity.jobId)
    const { waitingSinceMs } = job
    const readiness = judgeLog(files, { nowMs: ports.clock.nowMs(), waitingSinceMs, ...ports })
    if (readiness.kind === 'wait') return later(readiness.ms, readiness.reason)
    const analysis = await ports.analyser.analyse({ message, files, warnings: readiness.warnings })
    return done(await save(ports, analysis))
  } catch (thrown) {
    const error = toPostflightError(thrown)
    if (!isUnreadable(error, job)) throw error
    return done(await save(ports, ports.analyser.refuse(message, error.message)))
  }
}

async function save({ reports, logger }: ValidationPorts, analysis: Analysis): Promise<Report> {
  const report = await reports.saveFirst(analysis)
  const { job_id, run_attempt, exit_code, quality_score } = report
  const exitCode = exit_code === null ? null : String(exit_code)
  logger.info('A report was saved', { job_id, run_attempt, exit_code: exitCode, quality_score })
  return report
}

/** A log that may not be read, or could not be to the last: the report says so, which is more than a failed job does. */
function isUnreadable({ code }: PostflightError, job: StageJob): boolean {
  return code === 'log.unsafe' || (code === 'log.unreadable' && job.isLastAttempt)
}

/** Everything that follows from a report, once: a completed one went through it, even if the queue has forgotten. */
async function publish(ports: ValidationPorts, identity: JobIdentity, report: Report): Promise<ValidationResult> {
  if (report.learning_result === undefined && !(await ports.flow.isFannedOut(identity))) {
    if (report.learnings.length > 0) await ports.learningLog.append(report)
    await ports.flow.fanOut(identity, childrenOf(report, ports.policy))
  }
  return { ...toIdentityPayload(identity), quality_score: report.quality_score }
}
