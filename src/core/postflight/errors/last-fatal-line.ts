// A test runner's or build tool's success says nothing of what breaks after it.

import type { LogReader } from '../log-reader.ts'
import type { Category } from '../rules/rule.ts'
import type { Candidate } from './candidate.ts'

const FATAL: ReadonlySet<Category> = new Set(['crash', 'exception', 'compile', 'resource', 'lint', 'test', 'command'])

/** Where the last error stands that no tool would survive; 0 where there is none. */
export function lastFatalLine(reader: LogReader): number {
  return reader.candidates.all().findLast(isFatal)?.line ?? 0
}

function isFatal({ rule }: Candidate): boolean {
  return !rule.isGeneric && !rule.isConsequence && FATAL.has(rule.category)
}
