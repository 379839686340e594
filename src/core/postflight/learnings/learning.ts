// What was learnt in a run, by whom it was said and where.

import type { Speaker } from '../reading/log-line.ts'

export const LEARNING_TYPES = [
  'explicit_learning',
  'solution_found',
  'fix_applied',
  'root_cause',
  'workaround',
] as const
export type LearningType = (typeof LEARNING_TYPES)[number]

export interface Learning {
  readonly type: LearningType
  /** At most CONTENT_CHARACTERS_MAX. */
  readonly content: string
  readonly line: number
  readonly speaker: Speaker
  /** `declared`: somebody said so. `found`: the order of commands and their results shows it. */
  readonly origin: 'declared' | 'found'
}

/** Of one log, so many learnings of each origin are kept. */
export const LEARNINGS_MAX = 50
export const CONTENT_CHARACTERS_MAX = 500
/** Less says nothing to anybody who was not there. */
export const CONTENT_WORDS_MIN = 4

export function toContent(text: string): string {
  const trimmed = text.trim()
  return trimmed.length <= CONTENT_CHARACTERS_MAX ? trimmed : `${trimmed.slice(0, CONTENT_CHARACTERS_MAX - 1)}…`
}

/** Learnings that differ in case, punctuation or white space only have the same key. */
export function contentKey(content: string): string {
  return content
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
