// Shows why a rule does not match: how far its expression got, and where it failed.

import type { Because } from '../core/postflight/rules/why-not.ts'
import { toPrintable } from './output.ts'

const LABEL_COLUMNS = 10
const TEXT_CHARACTERS_MAX = 300

/** A label and a text, each further line of it below the first. */
export function quoted(label: string, text: string): readonly string[] {
  return toPrintable(shortened(text))
    .split('\n')
    .map((line, index) => `    ${(index === 0 ? label : '').padEnd(LABEL_COLUMNS)}${line}`)
}

export function renderBecause(because: Because): readonly string[] {
  if (because.kind === 'unless') return quoted('but', `its unless matches: ${because.expression}`)
  if (because.kind === 'budget') return quoted('but', 'its expression takes longer than it may')
  const { pattern, reached, matched, failed, rest } = because
  const which = pattern === 1 ? [] : quoted('pattern', `${pattern}, on the line ${JSON.stringify(because.line)}`)
  return [
    ...which,
    ...(reached === ''
      ? quoted('reached', 'nothing: not even its first part matches')
      : quoted('reached', `${reached}   matches ${JSON.stringify(shortened(matched))}`)),
    ...quoted('fails', `${failed}   at ${JSON.stringify(shortened(rest))}`),
  ]
}

function shortened(text: string): string {
  return text.length > TEXT_CHARACTERS_MAX ? `${text.slice(0, TEXT_CHARACTERS_MAX)}…` : text
}
