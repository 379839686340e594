// Which children a report's flow has.

import type { NotificationPolicy } from './notification.ts'
import type { ChildQueueName } from './queue-names.ts'
import type { Report } from './report.ts'

/** A child only where there is something for it to do. */
export function childrenOf(report: Report, policy: NotificationPolicy): ChildQueueName[] {
  const children: ChildQueueName[] = []
  if (report.learnings.length > 0) children.push('learning')
  if (policy(report) !== undefined) children.push('notification')
  return children
}
