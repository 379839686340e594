// An evaluation as people read it: the figures, the rules, and the jobs to look at.

import type { Evaluation, Figure } from '../core/evaluation/evaluate.ts'
import { FIGURE_NAMES, type FigureName } from '../core/evaluation/measures.ts'
import { isNoisy, NOISY_SHARE, type RuleRate } from '../core/evaluation/rule-rates.ts'
import { FIGURE_TEXTS, type FigureText } from './eval-figures.ts'
import { paint, toPrintable } from './output.ts'
import { type Column, renderTable, toOneLine, wrap } from './table.ts'

/** What a list leaves out is counted, and `--json` has it. */
const RULES_MAX = 20
const JOBS_MAX = 10
const INDENT = '  '

/** No line is longer than `width` characters. */
export function renderEvaluation(evaluation: Evaluation, width: number): string[] {
  return [
    ...renderHeading(evaluation, width),
    '',
    ...renderFigures(evaluation, width),
    ...renderRules(evaluation.rules, width),
    ...renderJobs('Jobs that went wrong', toWrong(evaluation), width),
    ...renderJobs('Jobs that could not be counted', toLeftOut(evaluation), width),
  ]
}

function renderHeading({ jobs, successes, failures, groups }: Evaluation, width: number): string[] {
  const unknown = jobs - successes - failures
  const parts = [`${successes} successful`, `${failures} failed`, ...(unknown > 0 ? [`${unknown} unknown`] : [])]
  return wrap(`${count(jobs, 'labelled job')} in ${count(groups, 'group')}: ${parts.join(', ')}`, width)
}

interface FigureRow extends Figure, FigureText {}

function renderFigures({ figures, threshold }: Evaluation, width: number): string[] {
  const rows = FIGURE_NAMES.map((name: FigureName) => ({ ...figures[name], ...FIGURE_TEXTS[name] }))
  const hasIntervals = rows.some(({ interval }) => interval !== undefined)
  const meaning: Column<FigureRow> = { title: 'MEANS', cell: (row) => row.meaning.replace('N', String(threshold)) }
  const columns = [...FIGURE_COLUMNS, hasIntervals ? INTERVAL_COLUMN : meaning]
  return withBoldHeading(renderTable(columns, rows, width))
}

const FIGURE_COLUMNS: readonly Column<FigureRow>[] = [
  { title: 'FIGURE', cell: ({ title }) => title },
  { title: 'VALUE', cell: ({ value, form }) => (value === null ? 'n/a' : form(value)), align: 'right' },
  { title: 'JOBS', cell: ({ jobs }) => String(jobs), align: 'right' },
]

const INTERVAL_COLUMN: Column<FigureRow> = {
  title: '95 % INTERVAL',
  cell: ({ interval, form }) => (interval ? `${form(interval[0])} to ${form(interval[1])}` : 'n/a'),
}

const RULE_COLUMNS: readonly Column<RuleRate>[] = [
  { title: 'RULE', cell: ({ rule }) => toPrintable(rule) },
  { title: 'SUCCESSES HIT', cell: ({ successes, rateOnSuccess }) => toHits(successes, rateOnSuccess), align: 'right' },
  { title: 'FAILURES HIT', cell: ({ failures, rateOnFailure }) => toHits(failures, rateOnFailure), align: 'right' },
]

function toHits(jobs: number, rate: number | null): string {
  return rate === null ? String(jobs) : `${jobs}  ${`${(100 * rate).toFixed(1)} %`.padStart(PERCENT_WIDTH)}`
}

const PERCENT_WIDTH = '100.0 %'.length

function renderRules(rules: readonly RuleRate[], width: number): string[] {
  if (rules.length === 0) return []
  const [heading = '', ...lines] = renderTable(RULE_COLUMNS, rules.slice(0, RULES_MAX), width)
  const noisy = rules.filter(isNoisy).length
  const bad = `A rule that hits more than ${100 * NOISY_SHARE} % of successful jobs is bad, by elastic-recheck's rule of thumb: ${noisy === 0 ? 'none does' : `here ${count(noisy, 'rule')}`}.`
  const rest = rules.length > RULES_MAX ? [`${INDENT}and ${rules.length - RULES_MAX} more: see --json`] : []
  const painted = lines.map((line, index) => (index < noisy ? paint.yellow(line) : line))
  return ['', paint.bold(heading), ...painted, ...rest, ...wrap(bad, width)]
}

type JobLists = readonly (readonly [title: string, jobIds: readonly string[]])[]

function toWrong({ wrong }: Evaluation): JobLists {
  return [
    ['false alarms', wrong.falseAlarms],
    ['misses', wrong.misses],
    ['verdict against the label', wrong.verdicts],
    ['cause not first', wrong.causesNotFirst],
  ]
}

function toLeftOut({ leftOut }: Evaluation): JobLists {
  return [
    ['labels without a report', leftOut.labelsWithoutReport],
    ['reports without a label', leftOut.reportsWithoutLabel],
    ['marked causes without a log to find them in', leftOut.causesWithoutLog],
  ]
}

function renderJobs(title: string, lists: JobLists, width: number): string[] {
  const lines = lists.flatMap(([name, jobIds]) => (jobIds.length === 0 ? [] : renderList(name, jobIds, width)))
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
}

function renderList(name: string, jobIds: readonly string[], width: number): string[] {
  const shown = jobIds.slice(0, JOBS_MAX).map((jobId) => toOneLine(toPrintable(jobId)))
  const rest = jobIds.length - shown.length
  const text = shown.join(', ') + (rest > 0 ? ` and ${rest} more: see --json` : '')
  return [`${INDENT}${name}: ${jobIds.length}`, ...wrap(text, width, INDENT + INDENT)]
}

function withBoldHeading([heading = '', ...rows]: readonly string[]): string[] {
  return [paint.bold(heading), ...rows]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
