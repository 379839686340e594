// What was tested, claimed, run and learnt.

import type { Report, ReportClaim, ReportTests } from '../core/report.ts'
import { paint, toPrintable } from './output.ts'
import { cutLine, factLines, INDENT, item, type Page, toOneLogLine } from './report-layout.ts'
import { renderTable, wrap } from './table.ts'

const NAMES_MAX = 10

/** The counts in the title, per runner where there are several, and the names of failed tests. */
export function renderTests({ tests }: Report, page: Page): string[] {
  if (tests === undefined) return []
  const [only, ...others] = tests.by_runner
  const by = only !== undefined && others.length === 0 ? `  (${only.runner}, line ${only.line})` : ''
  const lines = wrap(toPrintable(renderCounts(tests) + by), page.width, ' '.repeat(TITLE.length)).map(paintCounts)
  return [
    '',
    ...lines.map((line, index) => (index === 0 ? paint.bold(TITLE) + line.trimStart() : line)),
    ...(others.length === 0 ? [] : renderRunners(tests, page)),
    ...renderNames(tests, page),
  ]
}

const TITLE = 'Tests  '

type Counts = Pick<ReportTests, 'total' | 'passed' | 'failed' | 'skipped' | 'errored'>

const COUNTED = ['failed', 'errored', 'passed', 'skipped'] as const
const PAINTS = { failed: paint.red, errored: paint.red, passed: paint.green, skipped: paint.yellow } as const

function renderCounts(counts: Counts): string {
  const parts = COUNTED.filter((name) => counts[name] > 0).map((name) => `${counts[name]} ${name}`)
  return parts.length === 0 ? `${counts.total} run` : parts.join(', ')
}

/** After the line was broken, since colours have no width. */
function paintCounts(line: string): string {
  return line.replace(/\b\d+ (failed|errored|passed|skipped)\b/g, (text, name: keyof typeof PAINTS) =>
    PAINTS[name](text),
  )
}

function renderRunners({ by_runner: runners }: ReportTests, { width }: Page): string[] {
  const counts = COUNTED.map((name) => ({
    title: '',
    cell: (runner: Counts) => (runner[name] === 0 ? '' : `${runner[name]} ${name}`),
    align: 'right' as const,
  }))
  const columns = [
    { title: '', cell: ({ runner }: Runner) => toPrintable(runner) },
    { title: '', cell: ({ line }: Runner) => `line ${line}` },
    ...counts,
  ]
  const [, ...rows] = renderTable(columns, runners, width - INDENT.length)
  return rows.map((row) => INDENT + paintCounts(row))
}

type Runner = ReportTests['by_runner'][number]

function renderNames({ failed_names: names, failed_names_omitted: omitted }: ReportTests, { width }: Page): string[] {
  const shown = names.slice(0, NAMES_MAX)
  const rest = names.length - shown.length + omitted
  const lines = shown.map((name) => `${INDENT}${paint.red('✗')} ${cutLine(toOneLogLine(name), width - NAME_COLUMN)}`)
  return rest > 0 ? [...lines, `${INDENT}${paint.dim(`… and ${rest} more failed`)}`] : lines
}

const NAME_COLUMN = `${INDENT}✗ `.length

const SUPPORT_PAINTS = { supported: paint.green, contradicted: paint.red, unproven: paint.yellow } as const
const SUPPORT_COLUMNS = 'contradicted  '.length

/** How far the log bears each out, and where. */
export function renderClaims({ claims = [] }: Report, page: Page): string[] {
  return claims.flatMap((claim) => renderClaim(claim, page))
}

function renderClaim({ claim, line, support, evidence, evidence_line: at }: ReportClaim, { width }: Page): string[] {
  const indent = INDENT + ' '.repeat(SUPPORT_COLUMNS)
  const [first = '', ...rest] = wrap(toPrintable(`“${claim.trim()}” (line ${line})`), width, indent)
  const word = SUPPORT_PAINTS[support](support.padEnd(SUPPORT_COLUMNS))
  const because = evidence.trim() === '' ? '' : `${evidence.trim()}${at === undefined ? '' : ` (line ${at})`}`
  const proof = wrap(toPrintable(because), width, indent).map((text) => paint.dim(text))
  return [`${INDENT}${word}${first.trimStart()}`, ...rest, ...proof]
}

export function renderTools({ tools = [] }: Report, { width }: Page): string[] {
  const facts = tools.map(({ name, runs, failures }) => {
    const failed = failures === 0 ? '' : `, ${failures} failed`
    return `${name} ${runs} ${runs === 1 ? 'run' : 'runs'}${failed}`
  })
  return factLines(facts, width)
}

export function renderLearnings({ learnings }: Report, { width }: Page): string[] {
  return learnings.flatMap(({ type, content, line, speaker }) => {
    const where = [speaker ?? '', line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ')
    return item(`${type}: ${content}${where === '' ? '' : ` (${where})`}`, width)
  })
}
