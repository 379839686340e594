// What a notification is and what a policy decides; `notification-policy.ts` has the one in use.

import type { Report } from './report.ts'

export interface Notification {
  readonly level: 'info' | 'warning' | 'critical'
  /** Plain text with the job id between backticks, as in the classic script; a channel escapes it for itself. */
  readonly text: string
  /** What failed first, in one line of the log's own words; a channel puts it behind the text. */
  readonly cause?: string | undefined
  readonly project: string
  readonly jobId: string
}

export type NotificationPolicy = (report: Report) => Notification | undefined
