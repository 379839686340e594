// A channel that tells a person.

import type { Notification } from '../core/notification.ts'

export interface Notifier {
  /** False when the channel is not configured; `send` must then not be called. */
  readonly enabled: boolean
  /**
   * Delivers one message. Throws `telegram.rate_limited` with `retryAfterMs`, `telegram.unavailable`
   * (try again) or `telegram.rejected` (never will work).
   */
  send(notification: Notification): Promise<void>
}
