// Where errors stand last: a success says nothing of what breaks after it, and a quiet end nothing of what broke before.

import { severityOf } from '../rules/matched-groups.ts'
import type { Category } from '../rules/rule.ts'
import type { Evidence } from '../verdict/evidence.ts'
import type { Candidate, CandidateLog } from './candidate.ts'

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

/** So little stands after an error that is a log's last word, and after the lines that may belong to it. */
const LINES_AFTER_ERROR_MAX = 6
const LINES_AFTER_BLOCK_MAX = 2
/** What scripts go on after: findings are advice until something counts them, and a file may be missing. */
const HARMLESS_AT_END: ReadonlySet<Category> = new Set(['lint', 'command', 'permission'])
const TEXT_CHARACTERS_MAX = 300

/** The error that a log ends with, if it does; `lastLines`: numbers of its last lines that are not blank. */
export function endingError(candidates: CandidateLog, lastLines: readonly number[]): Evidence | undefined {
  const last = candidates.all().findLast(isSpecific)
  if (last === undefined || HARMLESS_AT_END.has(last.rule.category)) return undefined
  const linesAfter = (place: number) => lastLines.filter((line) => line > place).length
  if (linesAfter(last.line) > LINES_AFTER_ERROR_MAX + last.details) return undefined
  if (linesAfter(last.endLine) > LINES_AFTER_BLOCK_MAX) return undefined
  const text = last.text.trim().slice(0, TEXT_CHARACTERS_MAX)
  return { authority: 'end', outcome: 'failed', rule: 'ends-in-error', line: last.line, text, exitCode: undefined }
}

function isFatal(candidate: Candidate): boolean {
  return isSpecific(candidate) && FATAL.has(candidate.rule.category)
}

function isSpecific(candidate: Candidate): boolean {
  const { isGeneric, isConsequence } = candidate.rule
  return !isGeneric && !isConsequence && severityOf(candidate) === 'error'
}
