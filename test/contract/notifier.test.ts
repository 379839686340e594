import { createTelegramNotifier } from '../../src/adapters/telegram/notifier.ts'
import { PostflightError } from '../../src/core/error.ts'
import type { Fault } from '../support/bot-api/faults.ts'
import { startBotApi } from '../support/bot-api/server.ts'
import { createMemoryNotifier } from '../support/memory-notifier.ts'
import { type ChannelState, describeNotifier, RETRY_AFTER_MS } from './notifier.contract.ts'

const ERRORS: Record<ChannelState, PostflightError | undefined> = {
  working: undefined,
  'slowing down': new PostflightError('telegram.rate_limited', 'slow down', { retryAfterMs: RETRY_AFTER_MS }),
  away: new PostflightError('telegram.unavailable', 'away'),
  refusing: new PostflightError('telegram.rejected', 'blocked'),
}

describeNotifier('memory', async () => {
  const notifier = createMemoryNotifier()
  return {
    notifier,
    delivered: () => notifier.sent,
    become: (state) => notifier.fail(ERRORS[state]),
    close: async () => undefined,
  }
})

const FAULTS: Record<ChannelState, Fault> = {
  working: { kind: 'none' },
  'slowing down': { kind: 'rate-limited', retry_after: RETRY_AFTER_MS / 1000 },
  away: { kind: 'server-error' },
  refusing: { kind: 'blocked' },
}

describeNotifier('Telegram', async () => {
  const account = { botToken: '1234567890:contract-contract-contract-contract', chatId: '-100200300' }
  const botApi = await startBotApi({ ...account, perSecond: 0 })
  return {
    notifier: createTelegramNotifier({ ...account, apiRoot: botApi.apiRoot }),
    delivered: () => botApi.sent.map((message) => message.text),
    become: (state) => botApi.fault(FAULTS[state]),
    close: () => botApi.close(),
  }
})
