// Tells a person through a Telegram bot: one HTTP request per message, no retry, no throttle of its own,
// since the queue owns both. The bot's token is in no error, whatever the client library puts in its own.

import type { Api } from 'grammy'
import { renderTelegramText } from '../../core/telegram-text.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { translateTelegramError } from './telegram-error.ts'

export interface TelegramSettings {
  readonly botToken: string
  readonly chatId: string
  /** Without `/bot<token>`; `https://api.telegram.org` or a Bot API server of your own. */
  readonly apiRoot: string
  /** Whole or fractional seconds for one request. */
  readonly timeoutSeconds?: number
}

const TIMEOUT_SECONDS = 10

/** Sends as the port promises; connects to nothing before the first message. */
export function createTelegramNotifier(settings: TelegramSettings): Notifier {
  let api: Promise<Api> | undefined
  return {
    enabled: true,
    async send(notification) {
      api ??= openApi(settings)
      const text = renderTelegramText(notification)
      try {
        await (await api).sendMessage(settings.chatId, text, {
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
        })
      } catch (thrown) {
        throw translateTelegramError(thrown, settings.botToken)
      }
    },
  }
}

/** Loaded on first use: the client takes longer to load than many commands take to run. */
async function openApi(settings: TelegramSettings): Promise<Api> {
  const { Api } = await import('grammy')
  return new Api(settings.botToken, {
    apiRoot: settings.apiRoot.replace(/\/+$/, ''),
    timeoutSeconds: settings.timeoutSeconds ?? TIMEOUT_SECONDS,
  })
}
