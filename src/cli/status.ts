// `postflight status`: how the queues stand.

import type { Command } from 'commander'
import { EXIT } from '../core/exit-code.ts'
import type { QueueStatus } from '../ports/queue-admin.ts'
import { renderDuration } from './duration.ts'
import type { Finish } from './finish.ts'
import { outputColumns, paint, printResult } from './output.ts'
import { type Column, renderTable } from './table.ts'
import { withRuntime } from './with-runtime.ts'

export function addStatusCommand(program: Command, finish: Finish): void {
  program
    .command('status')
    .summary('show how the queues stand')
    .description('Shows per queue what waits, runs, is delayed or failed, the oldest waiting job and the workers.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ postflight status\n  $ postflight status --json')
    .action(async (options: { readonly json?: true }) => {
      const { backend, queues } = await withRuntime(async (runtime) => ({
        backend: runtime.backend,
        queues: await runtime.admin.status(),
      }))
      printResult(
        options.json ? JSON.stringify({ backend, queues }, null, 2) : renderStatus(queues, outputColumns()).join('\n'),
      )
      finish(EXIT.good)
    })
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
export function renderStatus(queues: readonly QueueStatus[], width: number): string[] {
  const [heading = '', ...rows] = renderTable(COLUMNS, queues, width)
  return [paint.bold(heading), ...rows, ...sentences(queues).flatMap((sentence) => ['', sentence])]
}

function sentences(queues: readonly QueueStatus[]): string[] {
  const isEmpty = queues.every((status) => status.waiting + status.active + status.delayed + status.completed === 0)
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
      ? [`${queue} is held for another ${renderDuration(heldForMs)}: its service is away or asked to slow down.`]
      : []),
    ...(failed > 0 ? [`${failed} of ${queue} failed. Next: \`postflight failed ${queue}\`.`] : []),
  ]
}
