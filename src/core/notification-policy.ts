// Decides whether a person is told of a finished job, how urgently and in which words. Where a report has a verdict,
// that decides: failure, else learnings of a success. Else the classic policy: the first of failure, low score,
// high-severity errors and learnings that applies.

import type { Notification, NotificationPolicy } from './notification.ts'
import type { ExitCode, Report, ReportError, ReportVerdict } from './report.ts'
import { projectName } from './report-names.ts'

/** 126: not executable; 137: killed, mostly for want of memory; 254: the orchestrator's own failure. */
const CRITICAL_EXIT_CODES: readonly ExitCode[] = [126, 137, 254]
const LOW_SCORE_BELOW = 50
const LEARNINGS_WORTH_TELLING = 2
const ERROR_TYPES_NAMED_MAX = 3
/** Code points of the job id in the sentence; the notification carries the whole id beside it. */
const SHORT_ID_CHARACTERS = 8
/** Code points of the first error's message. */
const CAUSE_CHARACTERS_MAX = 200

type Message = Pick<Notification, 'level' | 'text' | 'cause'>

/** Never throws, whatever the report holds; undefined when nobody needs to be told. */
export const notificationPolicy: NotificationPolicy = (report) => {
  const { verdict } = report
  const message = verdict === undefined ? classicMessage(report) : messageOfVerdict(report, verdict)
  if (message === undefined) return undefined
  return { ...message, project: projectName(report), jobId: report.job_id }
}

function classicMessage(report: Report): Message | undefined {
  return failure(report) ?? lowScore(report) ?? severeErrors(report) ?? newLearnings(report)
}

/** An outcome that nobody knows is no reason to wake a person, nor is what a run passed in spite of. */
function messageOfVerdict(report: Report, verdict: ReportVerdict): Message | undefined {
  switch (verdict.outcome) {
    case 'failed':
      return { ...(failure(report) ?? failureWithoutCode(report)), cause: causeOf(report, verdict) }
    case 'passed':
      return learningsOf(report)
    case 'unknown':
      return undefined
  }
}

function failureWithoutCode(report: Report): Message {
  return { level: 'warning', text: `Task ${shortId(report)} failed` }
}

/** The first error that counts, else the word that decided, where the exit code does not say it already. */
function causeOf(report: Report, { because: [word] }: ReportVerdict): string | undefined {
  // An agent's run fails for what became of it, not for what its tools printed on the way.
  if (word?.authority === 'agent') return shorten(word.text)
  const error = report.errors.find((one) => typeof one !== 'string' && one.severity !== 'low')
  if (error !== undefined && typeof error !== 'string') return shorten(error.message ?? error.type)
  return word === undefined || report.exit_code !== null ? undefined : shorten(word.text)
}

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  if (characters.length <= CAUSE_CHARACTERS_MAX) return characters.join('')
  return `${characters.slice(0, CAUSE_CHARACTERS_MAX - 1).join('')}…`
}

function failure(report: Report): Message | undefined {
  const exitCode = report.exit_code
  if (exitCode === null || isZero(exitCode)) return undefined
  return {
    level: CRITICAL_EXIT_CODES.includes(exitCode) ? 'critical' : 'warning',
    text: `Task ${shortId(report)} failed (exit ${exitCode})`,
  }
}

function lowScore(report: Report): Message | undefined {
  if (report.quality_score >= LOW_SCORE_BELOW) return undefined
  return { level: 'warning', text: `Task ${shortId(report)} low quality (${report.quality_score}/100)` }
}

function severeErrors(report: Report): Message | undefined {
  const types = report.errors.filter(isSevere).map((error) => error.type)
  if (types.length === 0) return undefined
  const named = types.slice(0, ERROR_TYPES_NAMED_MAX).join(', ')
  return { level: 'warning', text: `Task ${shortId(report)} errors: ${named}` }
}

function newLearnings(report: Report): Message | undefined {
  return report.exit_code === null ? undefined : learningsOf(report)
}

function learningsOf(report: Report): Message | undefined {
  const count = report.learnings.length
  if (count < LEARNINGS_WORTH_TELLING) return undefined
  return { level: 'info', text: `Task ${shortId(report)} completed with ${count} learnings` }
}

/** Where there was no job folder, the errors are plain strings without a severity. */
function isSevere(error: ReportError | string): error is ReportError {
  return typeof error !== 'string' && error.severity === 'high'
}

function isZero(exitCode: ExitCode): boolean {
  return BigInt(exitCode) === 0n
}

function shortId(report: Report): string {
  return `\`${[...report.job_id].slice(0, SHORT_ID_CHARACTERS).join('')}\``
}
