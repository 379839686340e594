// The channel of installations without a bot.

import { PostflightError } from '../../core/error.ts'
import type { Notifier } from '../../ports/notifier.ts'

export function createNotifierThatIsOff(): Notifier {
  return {
    enabled: false,
    send: () => {
      const message = 'Expected no message to be sent, got one without a channel'
      return Promise.reject(new PostflightError('internal.unexpected', message))
    },
  }
}
