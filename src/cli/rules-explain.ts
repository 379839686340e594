// Runs `postflight rules explain`: per line which rule fired or was kept silent, and why.

import { resolve } from 'node:path'
import { explainLog } from '../compose/rules.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { LineFate } from '../core/postflight/rules/explain-line.ts'
import type { LineRange, LogExplanation } from '../core/postflight/rules/explain-log.ts'
import { paint, printJson, printNote, printResult, toPrintable } from './output.ts'
import { chosenRules } from './rules-chosen.ts'

export interface ExplainOptions {
  readonly lines?: LineRange
  readonly rules?: readonly string[]
  readonly json?: true
}

export async function runRulesExplain(log: string, options: ExplainOptions): Promise<ExitCode> {
  const { rules, unpackBytesMax } = chosenRules(options.rules)
  const explanation = await explainLog({
    rules,
    log: log === '-' ? process.stdin : resolve(log),
    range: options.lines ?? { first: 1, last: Number.MAX_SAFE_INTEGER },
    unpackBytesMax,
  })
  if (options.json) printJson(explanation)
  else printExplanation(explanation)
  return EXIT.good
}

function printExplanation({ lines, omitted, read, unread }: LogExplanation): void {
  for (const fate of lines) printResult(renderFate(fate))
  if (lines.length === 0) printNote(`No rule has to do with any of these lines; the log has ${read}.`)
  if (omitted > 0) printNote(`${omitted} more ${omitted === 1 ? 'line' : 'lines'}: narrow them down with --lines.`)
  for (const sentence of unread) printNote(toPrintable(sentence))
}

const TEXT_CHARACTERS_MAX = 160

function renderFate({ line, text, fired, silent }: LineFate): string {
  const shown = text.length > TEXT_CHARACTERS_MAX ? `${text.slice(0, TEXT_CHARACTERS_MAX)}…` : text
  return [
    `${paint.bold(String(line))}  ${toPrintable(shown)}`,
    ...fired.map(({ rule, source, kind, severity }) => {
      const what = kind === 'error' ? severity : kind
      return `    ${paint.green('fires')}   ${toPrintable(rule)} (${toPrintable(source)}): ${what}`
    }),
    ...silent.map(({ rule, source, reason }) => {
      return `    ${paint.dim('silent')}  ${toPrintable(rule)} (${toPrintable(source)}): ${toPrintable(reason)}`
    }),
  ].join('\n')
}
