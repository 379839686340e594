// The notifier port in memory: keeps the texts that a person would read, and fails on request.

import type { PostflightError } from '../../src/core/error.ts'
import { renderTelegramText } from '../../src/core/telegram-text.ts'
import type { Notifier } from '../../src/ports/notifier.ts'
import { parseHtmlEntities } from './bot-api/html-entities.ts'

export interface MemoryNotifier extends Notifier {
  readonly sent: readonly string[]
  /** Every `send` throws this until it is set to undefined. */
  fail(error: PostflightError | undefined): void
}

export function createMemoryNotifier(): MemoryNotifier {
  const sent: string[] = []
  let failure: PostflightError | undefined
  return {
    enabled: true,
    sent,
    fail(error) {
      failure = error
    },
    async send(notification) {
      if (failure !== undefined) throw failure
      sent.push(readerText(renderTelegramText(notification)))
    },
  }
}

function readerText(html: string): string {
  const parsed = parseHtmlEntities(html)
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed.text
}
