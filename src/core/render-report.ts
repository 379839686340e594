// Writes a report as JSON. Needs no schema library, so that reading thousands of logs starts at once.

import { PythonFloat, type PythonValue } from './python/python-value.ts'
import { renderJsonIndented } from './python/render-json.ts'
import type { Report } from './report.ts'

/** The report's fields in the order of its schema, the original script's first. */
const FIELDS = [
  'job_id',
  'timestamp',
  'validated',
  'exit_code',
  'quality_score',
  'errors',
  'warnings',
  'successes',
  'learnings',
  'recommendations',
  'project',
  'task',
  'learning_result',
  'telegram_notified',
  'run_attempt',
  'schema_version',
  'rule_pack',
  'verdict',
  'score_breakdown',
  'errors_omitted',
  'last_lines',
  'tests',
  'claims',
  'tools',
  'log',
] as const satisfies readonly (keyof Report)[]

/** Byte for byte what Python's `json.dump(report, f, indent=2)` writes. */
export function renderReportJson(report: Report): string {
  const fields = new Map<string, PythonValue>()
  for (const field of FIELDS) if (report[field] !== undefined) fields.set(field, toPython(report[field]))
  return renderJsonIndented(fields)
}

type Plain = NonNullable<Report[(typeof FIELDS)[number]]>

function toPython(value: Plain | null): PythonValue {
  if (typeof value !== 'object' || value === null || value instanceof Map || value instanceof PythonFloat) return value
  if (Array.isArray(value)) return (value as readonly Plain[]).map(toPython)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return new Map(members.map(([key, member]) => [key, toPython(member as Plain)]))
}
