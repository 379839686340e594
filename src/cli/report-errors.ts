// What went wrong: the cause in its block of the log, then the other errors in a line each, or how the log ends where
// no cause was found.

import { excuseOf, NO_CAUSE, type Outcome } from '../core/formats/verdict-words.ts'
import type { Report, ReportError } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import {
  cutLine,
  factLines,
  INDENT,
  item,
  type LogLine,
  type Page,
  renderLogLines,
  section,
  toOneLogLine,
} from './report-layout.ts'
import { toOneLine, wrap } from './table.ts'

export function renderErrors(report: Report, page: Page): string[] {
  const [cause, ...others] = report.errors
  const outcome = report.verdict?.outcome ?? 'unknown'
  if (cause === undefined) return renderLastLines(report, outcome, page)
  return [
    ...section(CAUSE_TITLES[outcome], renderCause(cause, page)),
    ...section(
      others.length === 1 ? 'Another error' : 'Other errors',
      others.flatMap((error) => renderBriefly(error, page)),
    ),
    ...renderOmitted(report, page),
  ]
}

const CAUSE_TITLES = { failed: 'Cause', unknown: 'Likely cause', passed: 'Error' } as const

function renderLastLines({ last_lines: lines = [] }: Report, outcome: Outcome, page: Page): string[] {
  if (outcome === 'failed') return ['', paint.bold(NO_CAUSE), ...renderLogLines(lines, page)]
  return section('The last lines', renderLogLines(lines, page))
}

/** More of a block says nothing that its beginning does not. */
const BLOCK_LINES_MAX = 16
const MESSAGE_LINES_MAX = 3

function renderCause(error: ReportError | string, page: Page): string[] {
  if (typeof error === 'string') return item(error, page.width)
  const block = blockOf(error)
  const first = firstShown(block, error.line)
  const shown = block.slice(first, first + BLOCK_LINES_MAX)
  const rest = block.length - first - shown.length
  const more = rest > 0 ? [belowBlock(`${rest} more ${rest === 1 ? 'line' : 'lines'}`, page)] : []
  return [
    ...renderMessage(error, shown, page),
    ...renderLogLines(shown, page, error.line),
    ...more,
    ...factLines(factsOf(error), page.width),
  ]
}

/** The context's lines with their numbers, without blank ones at its end. */
function blockOf({ context, start_line: start, line }: ReportError): readonly LogLine[] {
  if (context.trim() === '') return []
  const from = start ?? line
  return context
    .trimEnd()
    .split('\n')
    .map((text, index) => ({ line: from === undefined ? undefined : from + index, text }))
}

/** A long block is shown from the line before the error. */
function firstShown(block: readonly LogLine[], marked: number | undefined): number {
  const index = block.findIndex(({ line }) => line !== undefined && line === marked)
  return block.length <= BLOCK_LINES_MAX ? 0 : Math.max(0, index - 1)
}

/** Only where the block does not show it in full. */
function renderMessage({ message, line }: ReportError, block: readonly LogLine[], page: Page): string[] {
  if (message === undefined) return []
  const told = toOneLine(toOneLogLine(message)).trim()
  const room = page.width - page.digits - GUTTER_COLUMNS
  const isShown = block.some((one) => one.line === line && cutLine(toOneLogLine(one.text), room).includes(told))
  if (isShown) return []
  const lines = wrap(told, page.width, INDENT)
  const last = lines.slice(MESSAGE_LINES_MAX - 1).map((rest) => rest.trimStart())
  const cut = last.length === 0 ? [] : [cutLine(INDENT + last.join(' '), page.width)]
  return [...lines.slice(0, MESSAGE_LINES_MAX - 1), ...cut].map(paint.bold)
}

/** Pointer, blanks and rule around the number. */
const GUTTER_COLUMNS = '>  │ '.length
const STEP_CHARACTERS_MAX = 60

function factsOf(error: ReportError): readonly string[] {
  const { class: kind, rule, step, file, file_line: line, column } = error
  return [
    `${error.type}${error.count > 1 ? ` ×${error.count}` : ''}`,
    kind === undefined ? '' : `class ${kind}`,
    rule === undefined ? '' : `rule ${rule}`,
    step === undefined ? '' : `step “${cutLine(toOneLogLine(step), STEP_CHARACTERS_MAX)}”`,
    file === undefined ? '' : [file, line, column].filter(Boolean).join(':'),
    excuseOf(error) ?? '',
  ]
}

function renderBriefly(error: ReportError | string, page: Page): string[] {
  if (typeof error === 'string') return item(error, page.width)
  const marks = [error.count > 1 ? `×${error.count}` : '', excuseOf(error)?.split(':')[0] ?? '']
  const suffix = marks.map((mark) => (mark === '' ? '' : `  ${mark}`)).join('')
  const text = toOneLogLine(error.message ?? error.context).trim() || error.type
  const room = page.width - page.digits - GUTTER_COLUMNS - suffix.length
  return renderLogLines([{ line: error.line, text: `${cutLine(toPrintable(text), room)}${suffix}` }], page)
}

function renderOmitted({ errors_omitted: omitted = 0 }: Report, page: Page): string[] {
  if (omitted === 0) return []
  return [belowBlock(`${omitted} more ${omitted === 1 ? 'kind of error is' : 'kinds of errors are'} not listed`, page)]
}

/** What a block leaves out, below its line numbers. */
function belowBlock(text: string, { width, digits }: Page): string {
  return paint.dim(cutLine(`  ${' '.repeat(digits)} … ${text}`, width))
}
