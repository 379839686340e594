// Takes secrets out of everything that a page is told.

import type { Redactor } from '../ports/redactor.ts'

/** What a field of such a name holds is secret, whatever it looks like and however deep it lies. */
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
  return walk(value, { redact, depth: 0, isSecret: false })
}

interface Place {
  readonly redact: (text: string) => Promise<string>
  readonly depth: number
  /** Below a field whose name says that it is secret. */
  readonly isSecret: boolean
}

async function walk(value: unknown, place: Place): Promise<unknown> {
  if (place.isSecret && (typeof value === 'string' || typeof value === 'number')) return '[redacted]'
  if (typeof value === 'string') return value.length < CHECKED_CHARACTERS_MIN ? value : place.redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (place.depth >= DEPTH_MAX) return '(too deep to show)'
  const deeper = { ...place, depth: place.depth + 1 }
  if (Array.isArray(value)) return Promise.all(value.map((item) => walk(item, deeper)))
  const entries = Object.entries(value).map(async ([key, item]) => {
    const isSecret = place.isSecret || SECRET_NAME.test(key)
    return [key, await walk(item, { ...deeper, isSecret })] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
