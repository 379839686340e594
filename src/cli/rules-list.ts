// Runs `postflight rules list`.

import { basename } from 'node:path'
import { readRules } from '../compose/rules.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { Category, Rule } from '../core/postflight/rules/rule.ts'
import { outputColumns, paint, printJson, printNote, printResult, toPrintable } from './output.ts'
import { chosenRules } from './rules-chosen.ts'
import { type Column, renderTable } from './table.ts'

export interface ListOptions {
  readonly kind?: Rule['kind']
  readonly category?: Category
  readonly file?: string
  readonly rules?: readonly string[]
  readonly json?: true
}

export function runRulesList(options: ListOptions): ExitCode {
  const rules = readRules(chosenRules(options.rules).rules)
    .rules.filter((rule) => isWanted(rule, options))
    .toSorted((one, other) => other.priority - one.priority)
    .map(toRow)
  if (options.json) printJson(rules)
  else if (rules.length === 0) printNote('No rule is of this kind, category and file.')
  else printResult(render(rules))
  return EXIT.good
}

function isWanted({ kind, category, source }: Rule, options: ListOptions): boolean {
  if (options.kind !== undefined && kind !== options.kind) return false
  if (options.category !== undefined && (category !== options.category || kind === 'verdict')) return false
  return options.file === undefined || source === options.file || basename(source) === basename(options.file)
}

type Row = ReturnType<typeof toRow>

/** A verdict has an authority instead of type, category and priority. */
function toRow({ owner, kind, type, category, priority, source, severity, isGeneric, isConsequence, verdict }: Rule) {
  const isVerdict = kind === 'verdict'
  return {
    owner,
    kind,
    type: isVerdict ? null : type,
    category: isVerdict ? null : category,
    priority: isVerdict ? null : priority,
    verdict: verdict ?? null,
    severity,
    isGeneric,
    isConsequence,
    file: source,
  }
}

function render(rules: readonly Row[]): string {
  const [heading = '', ...rows] = renderTable(COLUMNS, rules, outputColumns())
  return [paint.bold(heading), ...rows].join('\n')
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'OWNER', cell: ({ owner }) => toPrintable(owner) },
  { title: 'KIND', cell: ({ kind }) => kind },
  { title: 'TYPE', cell: ({ type, verdict }) => type ?? verdict?.outcome ?? '' },
  { title: 'CATEGORY', cell: ({ category, verdict }) => category ?? verdict?.authority ?? '' },
  { title: 'PRIORITY', cell: ({ priority }) => (priority === null ? '' : String(priority)), align: 'right' },
  { title: 'FILE', cell: ({ file }) => toPrintable(basename(file)) },
]
