// What a recheck changes, report by report, as people read it. No line is longer than the page is wide, and nothing of
// a log is obeyed.

import type { ChangedReport } from '../core/recheck/rechecked.ts'
import type { Change, TestCounts } from '../core/recheck/report-changes.ts'
import { paint, toPrintable } from './output.ts'
import { cutLine, toOneLogLine } from './report-layout.ts'
import { paintScore } from './report-score.ts'
import { paintOutcome } from './report-verdict.ts'
import { toOneLine, wrap } from './table.ts'

/** The job, then a line for each change. */
export function renderChanged({ identity, changes, packs, end }: ChangedReport, width: number): string[] {
  const attempt = identity.runAttempt === 1 ? '' : `, attempt ${identity.runAttempt}`
  const name = `${toOneLine(toPrintable(identity.jobId)).trim()}${attempt}`
  const kinds = [...new Set(changes.map(({ kind }) => kind))]
  return [
    ...wrap(name, width).map(paint.bold),
    ...kinds.flatMap((kind) => renderKind(kind, changes, width)),
    ...(packs.from === packs.to ? [] : [row('rules', cut(`${packs.from} → ${packs.to}`, width))]),
    ...wrap(NOT_REPLACED[end], width, INDENT).map(paint.yellow),
  ]
}

const NOT_REPLACED = {
  shown: '',
  replaced: '',
  'log-changed': 'Its log is another than the report was made from: --apply leaves this report.',
  overtaken: 'Not replaced: the report was changed at the same time.',
} as const satisfies Record<ChangedReport['end'], string>

const TITLES = {
  verdict: 'verdict',
  score: 'score',
  exit_code: 'exit code',
  error: 'errors',
  tests: 'tests',
  learning: 'learnings',
  recommendation: 'advice',
  warning: 'warnings',
  details: 'also',
} as const satisfies Record<Change['kind'], string>

const INDENT = '  '
const TITLE_COLUMNS = 'exit code'.length
const TEXT_FROM = INDENT.length + TITLE_COLUMNS + INDENT.length
/** Of one kind and one direction, for one report; `--json` has them all. */
const LINES_MAX = 3

function renderKind(kind: Change['kind'], changes: readonly Change[], width: number): string[] {
  const ofKind = changes.filter((change) => change.kind === kind)
  const shown = DIRECTIONS.flatMap((what) =>
    ofKind.filter((change) => directionOf(change) === what).slice(0, LINES_MAX),
  )
  const lines = shown.map((change) => renderChange(change, width))
  if (shown.length < ofKind.length) lines.push(paint.dim(`… ${ofKind.length - shown.length} more: see --json`))
  return lines.map((line, index) => row(index === 0 ? TITLES[kind] : '', line))
}

const DIRECTIONS = ['none', 'first', 'added', 'gone'] as const

function directionOf(change: Change): (typeof DIRECTIONS)[number] {
  return 'what' in change ? change.what : 'none'
}

function row(title: string, text: string): string {
  return `${INDENT}${paint.dim(title.padEnd(TITLE_COLUMNS))}${INDENT}${text}`
}

function renderChange(change: Change, width: number): string {
  switch (change.kind) {
    case 'verdict':
      return `${paintOutcome(change.from, change.from)} → ${paintOutcome(change.to, change.to)}`
    case 'score':
      return `${paintScore(change.from)} → ${paintScore(change.to)}`
    case 'exit_code':
      return `${change.from ?? 'unknown'} → ${change.to ?? 'unknown'}`
    case 'error':
      return cut(`${SIGNS[change.what]} ${change.type}${renderPlace(change)}: ${change.message}`, width)
    case 'tests':
      return cut(`${renderCounts(change.from)} → ${renderCounts(change.to)}`, width)
    case 'learning':
      return cut(`${SIGNS[change.what]} ${change.type}: ${change.text}`, width)
    case 'recommendation':
    case 'warning':
      return cut(`${SIGNS[change.what]} ${change.text}`, width)
    case 'details':
      return cut(change.fields.map((field) => FIELD_NAMES[field] ?? field.replaceAll('_', ' ')).join(', '), width)
  }
}

/** Where nothing more is said of these fields, it is not what they are named after that changed. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  verdict: 'evidence of the verdict',
  errors: 'details of errors',
  tests: 'names of tests',
  learnings: 'details of learnings',
  log: 'what was read of the log',
}

const SIGNS = { added: '+', gone: '−', first: '↑' } as const

function renderPlace({ what, place, was }: Extract<Change, { readonly kind: 'error' }>): string {
  if (place !== 1) return ''
  if (what === 'gone') return ' (was first)'
  return what === 'first' ? ` (now first, was number ${was})` : ' (now first)'
}

function renderCounts(counts: TestCounts | null): string {
  if (counts === null) return 'none'
  const { total, failed, errored, skipped } = counts
  const parts = Object.entries({ failed, errored, skipped }).flatMap(([name, count]) =>
    count === 0 ? [] : [`${count} ${name}`],
  )
  return [`${total} ${total === 1 ? 'test' : 'tests'}`, ...parts].join(', ')
}

/** One line in the column of texts. */
function cut(text: string, width: number): string {
  return cutLine(toOneLogLine(text).replace(/ {2,}/g, ' ').trim(), width - TEXT_FROM)
}
