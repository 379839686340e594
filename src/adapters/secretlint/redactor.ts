// Takes secrets out of text: the secretlint project's recommended rules, plus patterns of our own.
// Promises that a second pass changes nothing, that time grows with the length of the text only, and never to throw.

import { setImmediate } from 'node:timers/promises'
import type { Redactor } from '../../ports/redactor.ts'
import { SECRET_PATTERNS } from './patterns.ts'
import { findByRules } from './preset.ts'
import { type SecretRange, toRedacted } from './ranges.ts'

/** A pass may bring two halves of a secret to light; more rounds than this help nobody but a hostile text. */
const ROUNDS_MAX = 5
const MARK = /\[redacted:[a-z0-9-]{1,40}\]/g

/** Loads its rules on first use, about 50 ms; after that some 0.2 ms for 500 characters. */
export function createSecretlintRedactor(): Redactor {
  const takeTurns = createTurns()
  return { redact: (text) => redactRounds(text, takeTurns).catch(() => '[redacted:unreadable]') }
}

/** Work of so many milliseconds, then other work of this process has its turn: a worker must renew its locks. */
const TURN_MS = 20

function createTurns(): () => Promise<void> {
  let turnStartMs = 0
  return async () => {
    if (performance.now() - turnStartMs < TURN_MS) return
    await setImmediate()
    turnStartMs = performance.now()
  }
}

async function redactRounds(text: string, takeTurns: () => Promise<void>): Promise<string> {
  let redacted = text
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await takeTurns()
    const next = await redactOnce(redacted)
    if (next === redacted) break
    redacted = next
  }
  return redacted
}

async function redactOnce(text: string): Promise<string> {
  const hidden = hideMarks(text)
  return toRedacted(text, [...findByPatterns(hidden), ...(await findByRules(hidden))])
}

/** No pattern reads across the line ends that stand for a mark; all offsets stay. */
function hideMarks(text: string): string {
  return text.replace(MARK, (mark) => '\n'.repeat(mark.length))
}

function findByPatterns(text: string): SecretRange[] {
  return SECRET_PATTERNS.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const { secret } = match.indices?.groups ?? {}
      const range = secret ?? match.indices?.[0]
      return range === undefined ? [] : [{ start: range[0], end: range[1], kind }]
    }),
  )
}
