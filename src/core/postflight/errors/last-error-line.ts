// Where errors stand last: a success says nothing of what breaks after it, and a quiet end nothing of what broke before.

import { severityOf } from '../rules/matched-groups.ts'
import type { Category } from '../rules/rule.ts'
import { type Evidence, quoted } from '../verdict/evidence.ts'
import { type Candidate, type CandidateLog, isDetail } from './candidate.ts'
import type { TailLine } from './tail.ts'

const FATAL: ReadonlySet<Category> = new Set([
  'crash',
  'exception',
  'compile',
  'resource',
  'lint',
  'test',
  'command',
  'configuration',
])

/** Where the last error stands that no tool would survive; 0 where there is none. */
export function lastFatalLine(candidates: CandidateLog): number {
  return candidates.all().findLast(isFatal)?.line ?? 0
}

/** Where the last error before a line stands that says what broke; 0 where there is none. */
export function errorLineBefore(candidates: CandidateLog, before: number): number {
  return candidates.all().findLast((candidate) => candidate.line < before && isSpecific(candidate))?.line ?? 0
}

/** What scripts go on after: findings are advice until something counts them, and a file may be missing. */
const HARMLESS_AT_END: ReadonlySet<Category> = new Set(['lint', 'command', 'permission'])

/**
 * The error that a log ends with, if it does: nothing follows but what is indented below it or belongs to it.
 * `lastLines`: as they stood, as many as are known.
 */
export function endingError(candidates: CandidateLog, lastLines: readonly TailLine[]): Evidence | undefined {
  const last = candidates.all().findLast(isSpecific)
  if (last === undefined || HARMLESS_AT_END.has(last.rule.category)) return undefined
  const following = lastLines.filter(({ line }) => line > last.line).map(({ text }) => text)
  if (![...last.after, ...following].every(isBelow)) return undefined
  const words = quoted({ number: last.line, text: last.text })
  return { authority: 'end', outcome: 'failed', rule: 'ends-in-error', ...words, exitCode: undefined }
}

/** Node prints its version below an error that nobody caught. */
const BELOW = /^(?:\s|$|Node\.js v\d)/

function isBelow(text: string): boolean {
  return BELOW.test(text) || isDetail(text)
}

function isFatal(candidate: Candidate): boolean {
  return isSpecific(candidate) && FATAL.has(candidate.rule.category)
}

function isSpecific(candidate: Candidate): boolean {
  const { isGeneric, isConsequence } = candidate.rule
  return !isGeneric && !isConsequence && severityOf(candidate) === 'error'
}
