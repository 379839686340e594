// `postflight status`: how the queues stand.

import type { Command } from 'commander'
import { EXIT } from '../core/exit-code.ts'
import type { Repair, RepairCounts } from '../core/repairs.ts'
import type { QueueStatus } from '../ports/queue-admin.ts'
import { renderDuration } from './duration.ts'
import type { Finish } from './finish.ts'
import { outputColumns, paint, printJson, printResult } from './output.ts'
import { type Column, renderTable } from './table.ts'
import { withRuntime } from './with-runtime.ts'

export function addStatusCommand(program: Command, finish: Finish): void {
  program
    .command('status')
    .summary('show how the queues stand')
    .description(DESCRIPTION)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight status\n  $ postflight status --json')
    .action(async (options: { readonly json?: true }) => {
      const status = await withRuntime(async (runtime, { queue }) => ({
        backend: runtime.backend,
        folder: queue.kind === 'embedded' ? queue.folder : undefined,
        queues: await runtime.admin.status(),
        repairs: await runtime.repairs(),
      }))
      if (options.json) printJson(status)
      else printResult(renderStatus(status, outputColumns()).join('\n'))
      finish(EXIT.good)
    })
}

const DESCRIPTION =
  'Shows per queue what waits, runs, is delayed or failed, the oldest waiting job and the workers; then what asks for attention, and what the reconciler mended.'

interface Status {
  /** Of the embedded server. */
  readonly folder?: string | undefined
  readonly queues: readonly QueueStatus[]
  readonly repairs: RepairCounts
}

const COLUMNS: readonly Column<QueueStatus>[] = [
  { title: 'QUEUE', cell: (status) => status.queue },
  { title: 'WAITING', cell: (status) => String(status.waiting + status.waitingChildren), align: 'right' },
  { title: 'ACTIVE', cell: (status) => String(status.active), align: 'right' },
  { title: 'DELAYED', cell: (status) => String(status.delayed), align: 'right' },
  { title: 'FAILED', cell: (status) => String(status.failed), align: 'right' },
  { title: 'DONE', cell: (status) => String(status.completed), align: 'right' },
  {
    title: 'OLDEST',
    cell: (status) => (status.oldestWaitingMs === null ? '-' : renderDuration(status.oldestWaitingMs)),
    align: 'right',
  },
  { title: 'WORKERS', cell: (status) => String(status.workers), align: 'right' },
]

/** A table and, below it, one sentence for everything that asks for attention. */
export function renderStatus({ folder, queues, repairs }: Status, width: number): string[] {
  const [heading = '', ...rows] = renderTable(COLUMNS, queues, width)
  const where = folder === undefined ? [] : [`The queues lie in ${folder}.`]
  const sentences = [...aboutQueues(queues), ...aboutRepairs(repairs), ...where]
  return [paint.bold(heading), ...rows, ...sentences.flatMap((sentence) => ['', sentence])]
}

function aboutQueues(queues: readonly QueueStatus[]): string[] {
  const isEmpty = queues.every(
    ({ waiting, active, delayed, failed, completed }) => waiting + active + delayed + failed + completed === 0,
  )
  const idle = queues.filter((status) => status.workers === 0).map((status) => status.queue)
  return [
    ...queues.flatMap((status) => aboutQueue(status)),
    ...(isEmpty ? ['Nothing has been submitted yet. Next: `postflight process --recent 5`.'] : []),
    ...(idle.length > 0 ? [`No worker runs for ${idle.join(', ')}. Next: \`postflight worker\`.`] : []),
  ]
}

function aboutQueue(status: QueueStatus): string[] {
  const { queue, failed, heldForMs, waitingChildren } = status
  return [
    ...(waitingChildren > 0 ? [`${waitingChildren} of ${queue} wait for their learning or notification job.`] : []),
    ...(heldForMs > 0
      ? [
          `${queue} is held for another ${renderDuration(heldForMs)}: its service is away, refuses us or asked to slow down; the workers' log says which.`,
        ]
      : []),
    ...(failed > 0 ? [`${failed} of ${queue} failed. Next: \`postflight failed ${queue}\`.`] : []),
  ]
}

const REPAIR_WORDS = {
  released: 'released',
  rebuilt: 'rebuilt',
  refreshed: 'refreshed',
  fannedOut: 'fanned out',
} as const satisfies Record<Repair, string>

function aboutRepairs(repairs: RepairCounts): string[] {
  const kinds = (Object.keys(REPAIR_WORDS) as Repair[]).filter((kind) => repairs[kind] > 0)
  const mended = kinds.reduce((sum, kind) => sum + repairs[kind], 0)
  const list = kinds.map((kind) => `${REPAIR_WORDS[kind]} ${repairs[kind]}`).join(', ')
  const { failed } = repairs
  return [
    ...(mended > 0 ? [`The reconciler has mended ${mended} flow${mended === 1 ? '' : 's'} so far: ${list}.`] : []),
    ...(failed > 0
      ? [`The reconciler failed at a flow ${failed} time${failed === 1 ? '' : 's'}; the workers' log says why.`]
      : []),
  ]
}
