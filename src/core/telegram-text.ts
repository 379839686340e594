// A notification as Telegram's HTML: the sentence with the cause, then the project and the whole job id to search for.
// Promises at most 4,096 UTF-16 code units with the markup counted, and never a broken tag, entity or character.

import type { Notification } from './notification.ts'

/** sendMessage takes 4,096 characters after entities parsing (core.telegram.org/bots/api#sendmessage). */
export const TELEGRAM_TEXT_UNITS_MAX = 4096

/** UTF-16 code units of escaped text per part; together with the markup they stay below the limit. */
const SENTENCE_UNITS_MAX = 1200
const CAUSE_UNITS_MAX = 600
const PROJECT_UNITS_MAX = 900
/** A job id has at most 200 bytes and escaping makes five units of one: always shown whole. */
const JOB_ID_UNITS_MAX = 1100

const LEVEL_MARKS = { info: 'ℹ️', warning: '⚠️', critical: '🚨' } as const satisfies Record<Notification['level'], string>

/** For `parse_mode: 'HTML'`. Any input is good: lone surrogates become U+FFFD, control characters become spaces. */
export function renderTelegramText(notification: Notification): string {
  const project = escapeWithin(notification.project, PROJECT_UNITS_MAX)
  const jobId = escapeWithin(notification.jobId, JOB_ID_UNITS_MAX)
  const { cause } = notification
  const because = cause === undefined ? '' : `: ${escapeWithin(cause, CAUSE_UNITS_MAX)}`
  return [
    `${LEVEL_MARKS[notification.level]} ${renderSentence(notification.text)}${because}`,
    `Project: ${project}`,
    `Job: <code>${jobId}</code>`,
  ].join('\n')
}

/** The outermost pair of backticks becomes `<code>`: a job id may itself hold backticks. */
function renderSentence(text: string): string {
  const sentence = cutUnits(text, SENTENCE_UNITS_MAX)
  const open = sentence.indexOf('`')
  const close = sentence.lastIndexOf('`')
  if (close <= open) return escapeWithin(text, SENTENCE_UNITS_MAX)
  const before = escapeWithin(sentence.slice(0, open), SENTENCE_UNITS_MAX / 3)
  const id = escapeWithin(sentence.slice(open + 1, close), SENTENCE_UNITS_MAX / 3)
  const after = escapeWithin(text.slice(close + 1), SENTENCE_UNITS_MAX / 3)
  return `${before}<code>${id}</code>${after}`
}

const ELLIPSIS = '…'
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** Control characters, line separators and marks that reverse the reading direction would disguise a message. */
const DISGUISES = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

function escapeWithin(text: string, unitsMax: number): string {
  const clean = cutUnits(text, unitsMax + 1)
    .toWellFormed()
    .replace(DISGUISES, ' ')
  let escaped = ''
  for (const character of clean) {
    const next = ESCAPES[character] ?? character
    if (escaped.length + next.length > unitsMax - ELLIPSIS.length) return escaped + ELLIPSIS
    escaped += next
  }
  return escaped
}

/** Never splits a surrogate pair, so that a cut makes no character that was not there. */
function cutUnits(text: string, unitsMax: number): string {
  const end = isHighSurrogate(text, unitsMax - 1) ? unitsMax - 1 : unitsMax
  return text.slice(0, end)
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xd800 && unit <= 0xdbff
}
