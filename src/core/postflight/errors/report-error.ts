// An error as the report lists it.

import type { ReportError } from '../../report.ts'
import { severityOf } from '../rules/matched-groups.ts'
import type { Verdict } from '../verdict/decide.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { ErrorGroup } from './rank.ts'

const SEVERITIES = { failed: 'high', unknown: 'medium', passed: 'low' } as const
const CONTEXT_CHARACTERS_MAX = 2_000

/** Severity follows the verdict: in a run that passed nothing was severe. */
export function toReportError({ candidate, message, identity, count }: ErrorGroup, { outcome }: Verdict): ReportError {
  const { rule, groups, line, endLine, step, after, text, isRecovered } = candidate
  const before = candidate.before()
  return {
    type: rule.type,
    severity: reportedSeverity(candidate, outcome),
    count,
    context: [...before, text, ...after].join('\n').slice(0, CONTEXT_CHARACTERS_MAX).trimEnd(),
    rule: rule.owner,
    class: rule.category,
    message,
    ...placeOf(groups),
    line,
    start_line: line - before.length,
    end_line: endLine,
    ...(step === undefined ? {} : { step }),
    ...(isRecovered ? { recovered: true } : {}),
    ...(outcome === 'passed' ? { tolerated: true } : {}),
    retryable: rule.isRetryable,
    fingerprint: fingerprintOf(rule.owner, identity),
  }
}

function reportedSeverity(candidate: ErrorGroup['candidate'], outcome: Verdict['outcome']): ReportError['severity'] {
  if (candidate.isRecovered) return 'low'
  return severityOf(candidate) === 'error' || outcome !== 'failed' ? SEVERITIES[outcome] : 'medium'
}

/** Where in the sources, as far as the line says. */
function placeOf({ file, line, column }: ErrorGroup['candidate']['groups']): Partial<ReportError> {
  if (file === undefined) return {}
  return { file, ...numbered('file_line', line), ...numbered('column', column) }
}

function numbered(name: 'file_line' | 'column', text: string | undefined): Partial<ReportError> {
  const value = Number.parseInt(text ?? '', 10)
  return value >= 1 && value <= PLACE_MAX ? { [name]: value } : {}
}

const PLACE_MAX = 99_999_999
