// The end of a recheck: how many reports it concerns, and which could not be rechecked and why.

import type { LeftReason } from '../core/recheck/rechecked.ts'
import type { LeftTally, RecheckTally } from '../core/recheck/tally.ts'
import { paint, toPrintable } from './output.ts'
import { toOneLine, wrap } from './table.ts'

const INDENT = '  '

/** The result's last lines. `pack` is the rules in force, as `postflight 1`. */
export function renderRecheckSummary(tally: RecheckTally, pack: string, width: number): string[] {
  const { rechecked, changed, verdicts, left } = tally
  const changes = changed === 0 ? '0 changed' : `${changed} changed (the verdict of ${verdicts})`
  const sentence = `${rechecked} rechecked under ${pack}: ${changes}, ${rechecked - changed} unchanged.`
  return [...wrap(sentence, width), ...renderLeft(left, width)]
}

/** What a person may do next, in sentences. */
export function renderNext({ changed, replaced, logsChanged, overtaken }: RecheckTally, isApplied: boolean): string[] {
  const open = changed - logsChanged
  const sentences = isApplied
    ? [replaced > 0 ? `Replaced ${reports(replaced)}. ${UNTOUCHED}` : 'Nothing was replaced.']
    : [open > 0 ? `Nothing was written; --apply replaces ${reports(open)}.` : 'Nothing was written.']
  if (logsChanged > 0) sentences.push(`${reports(logsChanged)} with a log that was changed later: ${ANEW}`)
  if (overtaken > 0) sentences.push(`${reports(overtaken)} changed at the same time; run this again.`)
  return sentences
}

const ANEW = '`postflight process JOB_ID --again` analyses it anew.'
const UNTOUCHED =
  'Nobody was notified, and graph and learning log are as they were: `postflight process JOB_ID --again` takes a job through the whole flow.'

const REASONS = {
  no_report: 'no report',
  report_unreadable: 'report cannot be read',
  log_gone: 'log is gone',
  log_unreadable: 'log cannot be read',
  later_attempt: 'log is a later attempt’s',
  analysis_failed: 'analysis failed',
} as const satisfies Record<LeftReason, string>

/** Where each has a message of its own, it is shown. */
const TELLING: ReadonlySet<LeftReason> = new Set(['report_unreadable', 'log_unreadable', 'analysis_failed'])

function renderLeft(left: RecheckTally['left'], width: number): string[] {
  const total = [...left.values()].reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return []
  const parts = [...left].flatMap(([why, tally]) => renderReason(why, tally, width))
  return [paint.yellow(`${total} could not be rechecked:`), ...parts]
}

function renderReason(why: LeftReason, { count, examples }: LeftTally, width: number): string[] {
  const rest = count - examples.length
  const more = rest > 0 ? [`${rest} more: see --json`] : []
  const title = `${count} × ${REASONS[why]}`
  const names = examples.map(({ name }) => clean(name))
  if (!TELLING.has(why)) return wrap(`${title}: ${[...names, ...more].join(', ')}`, width, INDENT)
  const told = [...examples.map(({ name, message }) => `${clean(name)}: ${clean(message)}`), ...more]
  return [`${INDENT}${title}:`, ...told.flatMap((text) => wrap(text, width, INDENT + INDENT))]
}

function reports(count: number): string {
  return `${count} ${count === 1 ? 'report' : 'reports'}`
}

function clean(text: string): string {
  return toOneLine(toPrintable(text)).trim()
}
