// Runs `postflight rules list`.

import { basename } from 'node:path'
import { readRules } from '../compose/rules.ts'
import { PostflightError } from '../core/error.ts'
import { EXIT, type ExitCode } from '../core/exit-code.ts'
import type { Category, Rule } from '../core/postflight/rules/rule.ts'
import { listColumns, paint, printJson, printNote, printResult, toPrintable } from './output.ts'
import { chosenRules } from './rules-chosen.ts'
import { type Column, renderTable } from './table.ts'

export interface ListOptions {
  readonly kind?: Rule['kind']
  readonly category?: Category
  readonly file?: string
  readonly rules?: readonly string[]
  readonly json?: true
}

/** Throws `usage.invalid` for a file that none of the rules is of. */
export function runRulesList(options: ListOptions): ExitCode {
  const all = readRules(chosenRules(options.rules).rules).rules
  refuseUnknownFile(all, options)
  const rules = all
    .filter((rule) => FILTERS.every(({ name, fits }) => options[name] === undefined || fits(rule, options)))
    .toSorted((one, other) => other.priority - one.priority)
    .map(toRow)
  if (options.json) printJson(rules)
  else if (rules.length > 0) printResult(render(rules))
  if (rules.length === 0) printNote(renderChoice(all, options))
  return EXIT.good
}

interface Filter {
  readonly name: 'kind' | 'category' | 'file'
  readonly several: string
  readonly fits: (rule: Rule, options: ListOptions) => boolean
  /** What the rule has of it. */
  readonly told: (rule: Rule) => string | undefined
}

const KIND: Filter = {
  name: 'kind',
  several: 'kinds',
  fits: (rule, options) => rule.kind === options.kind,
  told: ({ kind }) => kind,
}

const CATEGORY: Filter = {
  name: 'category',
  several: 'categories',
  fits: (rule, options) => categoryOf(rule) === options.category,
  told: categoryOf,
}

const FILE: Filter = {
  name: 'file',
  several: 'files',
  fits: ({ source }, { file = '' }) => source === file || basename(source) === basename(file),
  told: ({ source }) => basename(source),
}

const FILTERS = [KIND, CATEGORY, FILE]

/** A verdict has an authority instead. */
function categoryOf({ kind, category }: Rule): Category | undefined {
  return kind === 'verdict' ? undefined : category
}

function refuseUnknownFile(rules: readonly Rule[], options: ListOptions): void {
  if (options.file === undefined || rules.some((rule) => FILE.fits(rule, options))) return
  const expected = `Expected --file to name one of ${valuesOf(rules, FILE).join(', ')}`
  throw new PostflightError('usage.invalid', `${expected}, got ${options.file}`)
}

/** For each filter that was asked for, what it could be while the others stay. */
function renderChoice(rules: readonly Rule[], options: ListOptions): string {
  const asked = FILTERS.filter(({ name }) => options[name] !== undefined)
  const choices = asked.flatMap((filter) => {
    const others = asked.filter((other) => other !== filter)
    const values = valuesOf(
      rules.filter((rule) => others.every(({ fits }) => fits(rule, options))),
      filter,
    )
    return values.length === 0 ? [] : [`  ${filter.several} that have rules: ${values.join(', ')}`]
  })
  const what = asked.map(({ name }) => `${name} ${options[name]}`).join(' and ')
  return [`No rule is of ${what}.`, ...choices].join('\n')
}

function valuesOf(rules: readonly Rule[], { told }: Filter): readonly string[] {
  return [...new Set(rules.flatMap((rule) => told(rule) ?? []))].sort()
}

type Row = ReturnType<typeof toRow>

/** A verdict has an authority instead of type, category and priority. */
function toRow(rule: Rule) {
  const { owner, kind, type, priority, source, severity, isGeneric, isConsequence, verdict } = rule
  const isVerdict = kind === 'verdict'
  return {
    owner,
    kind,
    type: isVerdict ? null : type,
    category: categoryOf(rule) ?? null,
    priority: isVerdict ? null : priority,
    verdict: verdict ?? null,
    severity,
    isGeneric,
    isConsequence,
    file: source,
  }
}

function render(rules: readonly Row[]): string {
  const [heading = '', ...rows] = renderTable(COLUMNS, rules, listColumns())
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
