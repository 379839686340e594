// Fields that a problem matcher does not have but nearly has. Unknown ones are let be, since matchers come with fields of
// other programs; a misspelt one would be ignored in silence.

import { closest, distance } from 'fastest-levenshtein'
import { isObject } from './matcher-forms.ts'
import type { Problem } from './rule-problems.ts'
import { matcherSchema, patternSchema } from './rule-schema.ts'

/** One letter in so many may be wrong, missing or too much. */
const LETTERS_PER_EDIT = 4
const MATCHER_FIELDS = Object.keys(matcherSchema.shape)
const PATTERN_FIELDS = Object.keys(patternSchema.shape)

/** Paths are relative to the matcher. */
export function misspeltFields(matcher: unknown): readonly Problem[] {
  if (!isObject(matcher)) return []
  const { pattern } = matcher
  const patterns = Array.isArray(pattern) ? pattern : [pattern]
  return [
    ...misspelt(matcher, MATCHER_FIELDS, ''),
    ...patterns.flatMap((one, index) => misspelt(one, PATTERN_FIELDS, `pattern.${index}.`)),
  ]
}

function misspelt(value: unknown, known: readonly string[], before: string): readonly Problem[] {
  if (!isObject(value)) return []
  return Object.keys(value).flatMap((name) => {
    const meant = closest(name, known)
    if (known.includes(name) || distance(name, meant) > name.length / LETTERS_PER_EDIT) return []
    return [{ path: before + name, reason: `expected ${meant}, got ${name}` }]
  })
}
