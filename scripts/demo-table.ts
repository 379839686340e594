// What the demo prints once all jobs are through. Pure: rows and a width in characters go in, lines come out.

import { type Column, renderTable, wrap } from '../src/cli/table.ts'

export interface DemoRow {
  readonly job: string
  /** What a person saw when the job was recorded. */
  readonly title: string
  readonly outcome: 'passed' | 'failed'
  /** As text; undefined where the log states none. */
  readonly exitCode: string | undefined
  /** 0 to 100. */
  readonly score: number
  /** Undefined under rules that decide none. */
  readonly verdict: 'passed' | 'failed' | 'unknown' | undefined
  /** Learnings of this job that stand in the graph. */
  readonly learnings: number
  /** Undefined when nobody would be told. */
  readonly level: 'info' | 'warning' | 'critical' | undefined
}

/** Below this many characters there is room for the titles or for whole job ids, which commands need. */
const WIDTH_WITH_TITLES_MIN = 105
const TITLE: Column<DemoRow> = { title: 'what happened', cell: (row) => row.title }
const COLUMNS: readonly Column<DemoRow>[] = [
  { title: ' ', cell: (row) => (disagrees(row) ? '!' : ' ') },
  { title: 'job', cell: (row) => row.job },
  TITLE,
  { title: 'exit', cell: (row) => row.exitCode ?? '?', align: 'right' },
  { title: 'verdict', cell: (row) => row.verdict ?? '-' },
  { title: 'score', cell: (row) => String(row.score), align: 'right' },
  { title: 'learned', cell: (row) => String(row.learnings), align: 'right' },
  { title: 'message', cell: (row) => row.level ?? '-' },
]

/** Whether the verdict says the opposite of what happened; one that is unknown says nothing. */
export function disagrees({ outcome, verdict }: Pick<DemoRow, 'outcome' | 'verdict'>): boolean {
  return verdict !== undefined && verdict !== 'unknown' && verdict !== outcome
}

/** The table and, below it, what its columns mean and how far its verdicts can be trusted. */
export function renderDemoTable(rows: readonly DemoRow[], width: number): string[] {
  const columns = COLUMNS.filter((column) => column !== TITLE || width >= WIDTH_WITH_TITLES_MIN)
  return [...renderTable(columns, rows, width), '', ...legend(rows).flatMap((line) => wrap(line, width))]
}

function legend(rows: readonly DemoRow[]): string[] {
  const wrong = rows.filter(disagrees)
  const meaning =
    'exit: what the log says, “?” where it says nothing. score: failed 0 to 39, unknown 40 to 60, passed 61 to 100. ' +
    'learned: stored in the knowledge graph. message: what would be sent to Telegram, were it configured.'
  if (wrong.length === 0) return [meaning]
  return [
    meaning,
    `!: in ${wrong.length} of ${rows.length} jobs the verdict contradicts what happened. A job’s exit code is believed, ` +
      'also where a script hides that tests failed; the report then lists the failed tests all the same.',
  ]
}
