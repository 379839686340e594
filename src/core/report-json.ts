// Reports as text: exactly the form that Python's `json.dump(report, f, indent=2)` writes, there and back without
// loss, and the lines of the learning log.

import { PostflightError } from './error.ts'
import { parsePythonJson } from './python/parse-json.ts'
import type { PythonValue } from './python/python-value.ts'
import { renderJsonLine } from './python/render-json.ts'
import { type Analysis, type Report, reportSchema } from './report.ts'

export { renderReportJson } from './render-report.ts'

/** Throws `report.invalid` for a text that is no report of this release. */
export function parseReportJson(text: string): Report {
  const parsed = reportSchema.safeParse(toFields(parse(text)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PostflightError(
    'report.invalid',
    `Expected ${issue?.path.join('.') || 'the report'} to be as in a report: ${issue?.message}`,
  )
}

function parse(text: string): PythonValue {
  try {
    return parsePythonJson(text)
  } catch (error) {
    throw new PostflightError('report.invalid', `Expected a report to be JSON, got ${(error as Error).message}`)
  }
}

/** Fields that hold any JSON value and keep it in Python's terms. */
const FREE_FIELDS = new Set(['project', 'task'])

function toFields(value: PythonValue): unknown {
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, field]) => [key, FREE_FIELDS.has(key) ? field : toPlain(field)]))
}

function toPlain(value: PythonValue): unknown {
  if (Array.isArray(value)) return value.map(toPlain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member)]))
}

/** One line of JSON for each learning, each ending in a line feed; empty when there is none. */
export function renderLearningLines(analysis: Analysis): string {
  const { timestamp, job_id, project = null, quality_score } = analysis
  return analysis.learnings
    .map(({ type, content }) => {
      const entry = { timestamp, job_id, project, type, content, quality_score }
      return `${renderJsonLine(new Map(Object.entries(entry)))}\n`
    })
    .join('')
}
