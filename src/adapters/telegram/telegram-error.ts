// Telegram's refusals and the network's failures in postflight's words. The client's errors hold the request's
// address and so the bot's token: nothing of them is kept but numbers, Telegram's description and error names.

import { PostflightError } from '../../core/error.ts'

/** What Telegram answers beside `ok: false` (core.telegram.org/bots/api#making-requests). */
interface Refusal {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}

/** `telegram.rate_limited` with its wait, `telegram.rejected` in Telegram's words, else `telegram.unavailable`. */
export function translateTelegramError(thrown: unknown, botToken: string): PostflightError {
  if (!isRefusal(thrown)) return unavailable(`no answer (${failureName(thrown)})`, {})
  const answer = `${thrown.error_code} "${scrub(thrown.description, botToken)}"`
  const context = { status: thrown.error_code }
  if (thrown.error_code === 429) return rateLimited(thrown, answer)
  if (thrown.error_code >= 500) return unavailable(answer, context)
  const newChat = thrown.parameters?.migrate_to_chat_id
  return new PostflightError('telegram.rejected', `Expected Telegram to accept the message, got ${answer}`, {
    context: newChat === undefined ? context : { ...context, newChatId: newChat },
  })
}

/** Where Telegram names no wait, as it always does. */
const RETRY_AFTER_SECONDS = 5

function rateLimited(refusal: Refusal, answer: string): PostflightError {
  const seconds = refusal.parameters?.retry_after ?? RETRY_AFTER_SECONDS
  return new PostflightError('telegram.rate_limited', `Expected Telegram to accept the message, got ${answer}`, {
    context: { status: refusal.error_code },
    retryAfterMs: Math.max(1, Math.ceil(seconds)) * 1000,
  })
}

function unavailable(got: string, context: { status?: number }): PostflightError {
  return new PostflightError('telegram.unavailable', `Expected Telegram to answer the request, got ${got}`, { context })
}

function isRefusal(thrown: unknown): thrown is Refusal {
  if (typeof thrown !== 'object' || thrown === null) return false
  return 'error_code' in thrown && typeof thrown.error_code === 'number' && 'description' in thrown
}

const NAME_OF_FAILURE = /^[A-Z][A-Z_]{2,30}$/

/** `ECONNREFUSED` and the like; the client wraps the network's error in its own. */
function failureName(thrown: unknown): string {
  const inner = (thrown as { error?: unknown } | null)?.error
  const { code, type, message } = (inner ?? thrown ?? {}) as { code?: unknown; type?: unknown; message?: unknown }
  if (typeof code === 'string' && NAME_OF_FAILURE.test(code)) return code
  if (type === 'invalid-json') return 'an answer that is not from a Bot API server'
  return /timed out/.test(String(message)) ? 'timeout' : 'network error'
}

const SECRET_PART = /^\d+:/

/** Telegram does not repeat the token; a proxy in between might. */
function scrub(description: string, botToken: string): string {
  const secret = botToken.replace(SECRET_PART, '')
  const clean = String(description).replaceAll(botToken, '[redacted:telegram-bot-token]')
  return secret === '' ? clean : clean.replaceAll(secret, '[redacted:telegram-bot-token]')
}
