// A person is told about a report that matters. A record around the send keeps a second run from telling twice;
// the window between Telegram's answer and that record is the one in which a crash can double a message.

import { parseIdentityPayload } from '../core/identity-payload.ts'
import type { Notification, NotificationPolicy } from '../core/notification.ts'
import { done, toFailure } from '../core/outcome.ts'
import type { SentRecords } from '../ports/claims.ts'
import type { Notifier } from '../ports/notifier.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { ReportStore } from '../ports/report-store.ts'
import type { Stage } from '../ports/stage.ts'
import { loadReport } from './load-report.ts'
import type { ServiceGate } from './service-gate.ts'

export interface NotificationPorts {
  readonly reports: ReportStore
  readonly notifier: Notifier
  readonly sent: SentRecords
  readonly redactor: Redactor
  readonly gate: ServiceGate
  readonly policy: NotificationPolicy
}

export interface NotificationResult {
  readonly telegram_notified: boolean
}

export function createNotificationStage(ports: NotificationPorts): Stage<NotificationResult> {
  return async (job) => {
    try {
      const identity = parseIdentityPayload(job.data)
      const notification = ports.policy(await loadReport(ports.reports, identity))
      if (notification === undefined || !ports.notifier.enabled) return done({ telegram_notified: false })
      if (await ports.sent.wasSent(identity)) return done({ telegram_notified: true })
      const outcome = await ports.gate.run(job.id, async () =>
        ports.notifier.send(await redactNotification(notification, ports.redactor)),
      )
      if (outcome.kind !== 'done') return outcome
      await ports.sent.markSent(identity)
      return done({ telegram_notified: true })
    } catch (error) {
      return toFailure(error)
    }
  }
}

async function redactNotification(notification: Notification, redactor: Redactor): Promise<Notification> {
  return {
    ...notification,
    text: await redactor.redact(notification.text),
    cause: notification.cause === undefined ? undefined : await redactor.redact(notification.cause),
    project: await redactor.redact(notification.project),
    jobId: await redactor.redact(notification.jobId),
  }
}
