// Takes secrets out of everything that a page is told.

import type { Redactor } from '../ports/redactor.ts'

/** What a field of such a name holds is secret whatever it looks like. */
const SECRET_NAME = /passw|secret|token|api_?-?key|credential|authorization/i
/** Shorter texts hold no secret that a pattern could tell. */
const CHECKED_CHARACTERS_MIN = 8
const DEPTH_MAX = 32

/** A copy of a JSON value in which every string is redacted; object keys stay. */
export function redactDeep(value: unknown, redactor: Redactor): Promise<unknown> {
  const done = new Map<string, Promise<string>>()
  const redact = (text: string): Promise<string> => {
    const known = done.get(text) ?? redactor.redact(text)
    done.set(text, known)
    return known
  }
  return walk(value, redact, 0)
}

async function walk(value: unknown, redact: (text: string) => Promise<string>, depth: number): Promise<unknown> {
  if (typeof value === 'string') return value.length < CHECKED_CHARACTERS_MIN ? value : redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH_MAX) return '(too deep to show)'
  if (Array.isArray(value)) return Promise.all(value.map((item) => walk(item, redact, depth + 1)))
  const entries = Object.entries(value).map(async ([key, item]) => {
    const isSecret = SECRET_NAME.test(key) && (typeof item === 'string' || typeof item === 'number')
    return [key, isSecret ? '[redacted]' : await walk(item, redact, depth + 1)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
