// The Bot API's sendMessage: every check that the real server makes before it accepts a text, in its order.

import { parseHtmlEntities } from './html-entities.ts'
import type { Parameters } from './request-body.ts'

export type Accepted = { readonly chatId: string; readonly text: string }
export type Refused = { readonly description: string }

/** Characters after entities parsing, counted in UTF-16 code units (core.telegram.org/bots/api#sendmessage). */
const TEXT_UNITS_MAX = 4096
const PARSE_MODES = new Set(['', 'html'])

/** The text as a reader sees it, or Telegram's description of what is wrong. */
export function checkMessage(parameters: Parameters, knownChatId: string): Accepted | Refused {
  const chatId = parameters.get('chat_id') ?? ''
  if (chatId === '') return bad('chat_id is empty')
  if (chatId !== knownChatId) return bad('chat not found')
  const raw = parameters.get('text') ?? ''
  if (!raw.isWellFormed()) return bad('strings must be encoded in UTF-8')
  if (raw.trim() === '') return bad('message text is empty')
  const mode = (parameters.get('parse_mode') ?? '').toLowerCase()
  if (!PARSE_MODES.has(mode)) return bad('unsupported parse_mode')
  const parsed = mode === 'html' ? parseHtmlEntities(raw) : { text: raw }
  if ('problem' in parsed) return bad(`can't parse entities: ${parsed.problem}`)
  const text = parsed.text.trim()
  if (text === '') return bad('message text is empty')
  if (text.length > TEXT_UNITS_MAX) return bad('message is too long')
  return { chatId, text }
}

function bad(reason: string): Refused {
  return { description: `Bad Request: ${reason}` }
}
