// What is wrong with a rule file: all of it at once, each with its place and a reason.

import type { z } from 'zod'
import { PostflightError } from '../../error.ts'

export interface Problem {
  /** Where in the file, such as `problemMatcher.3.postflight.priority (our-rule)`. */
  readonly path: string
  readonly reason: string
}

const PROBLEMS_MAX = 20

export function rulesInvalid(source: string, problems: readonly Problem[]): PostflightError {
  const shown = problems.slice(0, PROBLEMS_MAX).map(({ path, reason }) => `${path}: ${reason}`)
  const rest = problems.length - shown.length
  const lines = rest > 0 ? [...shown, `and ${rest} more`] : shown
  const got =
    lines.length === 1 ? ` at ${lines[0]}` : ` ${problems.length} problems:\n${lines.map(indented).join('\n')}`
  return new PostflightError('rules.invalid', `Expected the rules in ${source} to be valid, got${got}`)
}

function indented(line: string): string {
  return `  - ${line}`
}

/** `nameOf` turns the beginning of a path into what the file's author knows. */
export function toProblems(issues: readonly z.core.$ZodIssue[], nameOf: PathNamer): readonly Problem[] {
  return issues.flatMap((issue) => explain(issue, [], nameOf))
}

export type PathNamer = (path: readonly PropertyKey[]) => string

function explain(issue: z.core.$ZodIssue, before: readonly PropertyKey[], nameOf: PathNamer): readonly Problem[] {
  const path = [...before, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0)
    return [{ path: nameOf(path), reason: reasonOf(issue) }]
  return nearest(issue.errors).flatMap((inner) => explain(inner, path, nameOf))
}

/** Of the forms that a value may have, the one that it nearly has: its issues lie deepest. */
function nearest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (branch: readonly z.core.$ZodIssue[]) => Math.min(...branch.map(({ path }) => path.length))
  return branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best))
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.join(', ')}`
  return issue.message.replace(/^Invalid input: /, '')
}
