// The lines in which pytest names a failed test in full, by its node id: `tests/test_a.py::TestCart::test_adds[1]`.

import { firstName } from './pattern-runner.ts'
import type { Outcome } from './pytest-headings.ts'

/** `FAIL` before pytest 3.9. */
const LISTED = /^(?<word>FAIL(?:ED)?|ERROR|SUBFAIL(?:ED)?(?:[([][^\])]{0,200}[)\]]){0,2}) (?<rest>\S.*)$/
/** With -v, and with pytest-xdist, where the outcome comes first. */
const PROGRESS = [
  /^([\w./\\-]+\.py::.{1,2000}?) (?:FAILED|ERROR)(?: +\[ *\d+(?:%|\/\d+)\])?$/,
  /^\[gw\d+\] (?:\[ *\d+%\] )?(?:FAILED|ERROR) ([\w./\\-]+\.py::.+)$/,
]

/** A line of the short summary. */
export function readListed(text: string): { readonly outcome: Outcome; readonly nodeId: string } | undefined {
  const { word, rest } = LISTED.exec(text)?.groups ?? {}
  if (word === undefined || rest === undefined) return undefined
  return { outcome: word === 'ERROR' ? 'ERROR' : 'FAILED', nodeId: withoutMessage(rest) }
}

/** A line of the run's progress; behind an arrow it shows the file that defines the test, if that is another. */
export function readProgress(text: string): string | undefined {
  const name = firstName(PROGRESS, text)
  const arrow = name?.lastIndexOf(' <- ') ?? -1
  return arrow !== -1 && name?.endsWith('.py') ? name.slice(0, arrow) : name
}

/** Takes the message off; the parameters, in brackets, may hold what else divides the two. */
function withoutMessage(rest: string): string {
  const dash = rest.indexOf(' - ')
  const bracket = rest.indexOf('[')
  if (bracket === -1 || bracket > dash) return dash === -1 ? rest : rest.slice(0, dash)
  const close = rest.indexOf('] - ', bracket)
  if (close !== -1) return rest.slice(0, close + 1)
  return rest.endsWith(']') ? rest : rest.slice(0, dash)
}
