// What a notification is and what a policy decides; `notification-policy.ts` has the classic one.

import type { Report } from './report.ts'

export interface Notification {
  readonly level: 'info' | 'warning' | 'critical'
  /** Plain text with the job id between backticks, as in the classic script; a channel escapes it for itself. */
  readonly text: string
  readonly project: string
  readonly jobId: string
}

export type NotificationPolicy = (report: Report) => Notification | undefined
