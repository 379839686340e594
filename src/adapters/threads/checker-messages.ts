// What threads say to each other: batches of job ids, and results in a form that structured cloning keeps.

import { fromTransfer, type TransferValue, toTransfer } from '../../core/python/transfer.ts'
import type { Analysis } from '../../core/report.ts'
import type { CheckedJob } from '../../ports/job-checker.ts'

export type CheckedMessage =
  | Exclude<CheckedJob, { readonly kind: 'analysed' }>
  | { readonly kind: 'analysed'; readonly jobId: string; readonly analysis: Analysis; readonly free: FreeFields }

/** The fields that hold any JSON value. */
interface FreeFields {
  readonly project?: TransferValue
  readonly task?: TransferValue
}

export function toMessage(checked: CheckedJob): CheckedMessage {
  if (checked.kind !== 'analysed') return checked
  const { project, task, ...analysis } = checked.analysis
  const free = {
    ...(project === undefined ? {} : { project: toTransfer(project) }),
    ...(task === undefined ? {} : { task: toTransfer(task) }),
  }
  return { kind: 'analysed', jobId: checked.jobId, analysis, free }
}

export function fromMessage(message: CheckedMessage): CheckedJob {
  if (message.kind !== 'analysed') return message
  const { project, task } = message.free
  const analysis = {
    ...message.analysis,
    ...(project === undefined ? {} : { project: fromTransfer(project) }),
    ...(task === undefined ? {} : { task: fromTransfer(task) }),
  }
  return { kind: 'analysed', jobId: message.jobId, analysis }
}
