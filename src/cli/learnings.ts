// `postflight learnings`: what the knowledge graph holds.

import type { Command } from 'commander'
import { EXIT } from '../core/exit-code.ts'
import type { StoredLearning } from '../ports/knowledge-graph.ts'
import { integerOption } from './arguments.ts'
import { renderAge } from './duration.ts'
import type { Finish } from './finish.ts'
import { outputColumns, paint, printJson, printResult, toPrintable } from './output.ts'
import { type Column, renderTable, wrap } from './table.ts'
import { withRuntime } from './with-runtime.ts'

interface LearningsOptions {
  readonly project?: string
  readonly limit: number
  readonly json?: true
}

export function addLearningsCommand(program: Command, finish: Finish): void {
  program
    .command('learnings')
    .summary('show what was learnt')
    .description('Shows what the knowledge graph holds, newest first.')
    .option('--project <NAME>', 'only what was learnt in this project')
    .addOption(integerOption('--limit <N>', 'at most so many', [1, LIMIT_MAX]).default(LIMIT_STANDARD))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight learnings\n  $ postflight learnings --project shop --json')
    .action(async ({ project, limit, json }: LearningsOptions) => {
      const query = { limit, ...(project === undefined ? {} : { project }) }
      const { found, enabled } = await withRuntime(async ({ graph }) => ({
        found: await graph.learnings(query),
        enabled: graph.enabled,
      }))
      if (json) printJson(found)
      else printResult(renderLearnings(found, { enabled, width: outputColumns() }))
      finish(EXIT.good)
    })
}

const LIMIT_STANDARD = 20
const LIMIT_MAX = 10_000
const INDENT = '    '

interface LearningsView {
  readonly enabled: boolean
  readonly width: number
  readonly nowMs?: number
}

/** A line per learning and, indented below it, what was learnt. */
export function renderLearnings(learnings: readonly StoredLearning[], view: LearningsView): string {
  if (!view.enabled) return 'The knowledge graph is off: with REDIS_URL it needs NEO4J_URI.'
  if (learnings.length === 0) {
    return 'The knowledge graph holds no such learning yet. Next: `postflight process --recent 5`.'
  }
  const [heading = '', ...rows] = renderTable(columns(view.nowMs ?? Date.now()), learnings, view.width)
  const blocks = learnings.flatMap((learning, index) => [
    rows[index] ?? '',
    ...wrap(toPrintable(whatWasLearnt(learning.content)), view.width, INDENT),
  ])
  return [paint.bold(heading), ...blocks].join('\n')
}

function columns(nowMs: number): readonly Column<StoredLearning>[] {
  return [
    { title: 'PROJECT', cell: (learning) => toPrintable(learning.project) },
    { title: 'KIND', cell: (learning) => learning.learningType },
    { title: 'JOB', cell: (learning) => toPrintable(learning.jobId) },
    { title: 'SCORE', cell: (learning) => String(learning.qualityScore), align: 'right' },
    { title: 'LEARNT', cell: (learning) => renderAge(learning.finishedAt, nowMs) },
  ]
}

/** The stored content is a small form; its own line says what was learnt, the rest repeats the other columns. */
function whatWasLearnt(content: string): string {
  return /^Learning: (.*)$/m.exec(content)?.[1] ?? content
}
