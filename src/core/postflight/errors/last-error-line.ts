// Where errors stand last: a success says nothing of what breaks after it, and a quiet end nothing of what broke before.

import { severityOf } from '../rules/matched-groups.ts'
import type { Category } from '../rules/rule.ts'
import type { Candidate, CandidateLog } from './candidate.ts'

const FATAL: ReadonlySet<Category> = new Set(['crash', 'exception', 'compile', 'resource', 'lint', 'test', 'command'])

/** Where the last error stands that no tool would survive; 0 where there is none. */
export function lastFatalLine(candidates: CandidateLog): number {
  return candidates.all().findLast(isFatal)?.line ?? 0
}

/** Where the last error before a line stands that says what broke; 0 where there is none. */
export function lastErrorLine(candidates: CandidateLog, before: number): number {
  return candidates.all().findLast((candidate) => candidate.line < before && isSpecific(candidate))?.line ?? 0
}

function isFatal(candidate: Candidate): boolean {
  return isSpecific(candidate) && FATAL.has(candidate.rule.category)
}

function isSpecific(candidate: Candidate): boolean {
  const { isGeneric, isConsequence } = candidate.rule
  return !isGeneric && !isConsequence && severityOf(candidate) === 'error'
}
