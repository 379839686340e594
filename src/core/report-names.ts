// What a report and its rules are called, in texts. Apart from the report's schema, which takes a while to build.

import type { JobIdentity } from './job-identity.ts'
import { PythonFloat, type PythonValue } from './python/python-value.ts'
import type { Analysis } from './report.ts'

/** As `postflight 1 with our-rules.json`. */
export function rulePackText({ name, version, files = [] }: RulePackName): string {
  return `${name} ${version}${files.length === 0 ? '' : ` with ${files.join(', ')}`}`
}

interface RulePackName {
  readonly name: string
  readonly version: string
  readonly files?: readonly string[] | undefined
}

export function identityOf(report: Analysis): JobIdentity {
  return { jobId: report.job_id, runAttempt: report.run_attempt }
}

/** The project's name as text, whatever `meta.json` held; `unknown` as in the classic script. */
export function projectName(report: Analysis): string {
  return toText(report.project) ?? 'unknown'
}

/** The task as text, empty when there is none. */
export function taskText(report: Analysis): string {
  return toText(report.task) ?? ''
}

function toText(value: PythonValue | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  if (value instanceof PythonFloat) return String(value.value)
  return typeof value === 'object' ? '(not a text)' : String(value)
}
