// What status, failed and learnings print: readable at 80 columns, and a sentence with the next step when empty.

import { describe, expect, it } from 'vitest'
import { renderFailed } from '../../src/cli/failed.ts'
import { renderLearnings } from '../../src/cli/learnings.ts'
import { renderStatus } from '../../src/cli/status.ts'
import { QUEUE_NAMES, type QueueName } from '../../src/core/queue-names.ts'
import { NO_REPAIRS, type RepairCounts } from '../../src/core/repairs.ts'
import type { StoredLearning } from '../../src/ports/knowledge-graph.ts'
import type { FailedJob, QueueStatus } from '../../src/ports/queue-admin.ts'

const WIDTH = 80
const nowMs = Date.parse('2026-01-01T12:00:00Z')

describe('status', () => {
  it('fits 80 columns with numbers as large as the retention allows', () => {
    const busy = { waiting: 123_456, active: 12, delayed: 4_321, failed: 99_999, completed: 100_000, workers: 12 }
    const lines = renderStatus(aStatus(allQueues({ ...busy, oldestWaitingMs: 7_200_000 })), WIDTH)
    expect(Math.max(...lines.slice(0, 5).map((line) => line.length))).toBeLessThanOrEqual(WIDTH)
    expect(lines[1]).toMatch(/^validation +123456 +12 +4321 +99999 +100000 +2 h +12$/)
  })

  it('says what to do when there is nothing and nobody', () => {
    const text = renderStatus(aStatus(allQueues({})), WIDTH).join('\n')
    expect(text).toContain('Nothing has been submitted yet. Next: `postflight process --recent 5`.')
    expect(text).toContain(
      'No worker runs for validation, finalize, learning, notification. Next: `postflight worker`.',
    )
  })

  it('explains failures, held queues and parents that wait', () => {
    const about: Partial<Record<QueueName, Partial<QueueStatus>>> = {
      finalize: { waitingChildren: 3 },
      learning: { heldForMs: 12_000 },
      notification: { failed: 2 },
    }
    const queues = allQueues({ workers: 1, completed: 1 }).map((status) => ({ ...status, ...about[status.queue] }))
    const text = renderStatus(aStatus(queues), WIDTH).join('\n')
    expect(text).toContain('3 of finalize wait for their learning or notification job.')
    expect(text).toContain('learning is held for another 12 s')
    expect(text).toContain('2 of notification failed. Next: `postflight failed notification`.')
    expect(text).not.toContain('No worker')
    expect(renderStatus(aStatus(allQueues({ failed: 1 })), WIDTH).join('\n')).not.toContain(
      'Nothing has been submitted',
    )
    expect(text).not.toContain('reconciler')
  })

  it('names the folder of the embedded server, which a wrong setting may have made', () => {
    const status = { ...aStatus(allQueues({})), folder: '/srv/data/database' }
    expect(renderStatus(status, WIDTH).join('\n')).toContain('The queues lie in /srv/data/database.')
  })

  it('shows what the reconciler mended, and what it could not', () => {
    const repairs = { ...NO_REPAIRS, released: 2, fannedOut: 1, failed: 4 }
    const text = renderStatus(aStatus(allQueues({}), repairs), WIDTH).join('\n')
    expect(text).toContain('The reconciler has mended 3 flows so far: released 2, fanned out 1.')
    expect(text).toContain("The reconciler failed at a flow 4 times; the workers' log says why.")
  })

  it('counts a single repair', () => {
    const text = renderStatus(aStatus(allQueues({}), { ...NO_REPAIRS, rebuilt: 1, failed: 1 }), WIDTH).join('\n')
    expect(text).toContain('The reconciler has mended 1 flow so far: rebuilt 1.')
    expect(text).toContain("The reconciler failed at a flow 1 time; the workers' log says why.")
  })
})

function aStatus(queues: readonly QueueStatus[], repairs: RepairCounts = NO_REPAIRS) {
  return { queues, repairs }
}

describe('failed', () => {
  const job: FailedJob = {
    queue: 'learning',
    id: 'learn-x',
    jobId: 'nightly-'.repeat(20),
    runAttempt: 1,
    failedAt: '2026-01-01T11:00:00Z',
    attempts: 12,
    reason: `Expected the graph to accept the write, got ${'a violated constraint '.repeat(8)}\u001b[31mred`,
  }

  it('fits 80 columns and shows the whole reason', () => {
    const text = renderFailed([job], { queue: undefined, width: WIDTH, nowMs })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(WIDTH)
    expect(text.replaceAll(/\s+/g, ' ')).toContain('a violated constraint '.repeat(8).trim())
    expect(text).toContain('Next: `postflight retry learning` tries them again.')
  })

  it('offers no other try to what never will succeed', () => {
    const invalid = {
      ...job,
      queue: 'validation',
      jobId: '(no job_id)',
      reason: 'message.invalid: Expected …',
    } as const
    const view = { queue: undefined, width: WIDTH, nowMs }
    expect(renderFailed([invalid], view)).not.toContain('Next')
    expect(renderFailed([invalid], view)).toContain('Messages that do not parse cannot be tried again')
    expect(renderFailed([invalid, job], view)).toContain('Next: `postflight retry learning` tries them again.')
  })

  it('keeps a row on its line, whatever a job is called', () => {
    const rows = renderFailed([{ ...job, jobId: 'a\nb\tc' }], { queue: undefined, width: WIDTH, nowMs }).split('\n')
    expect(rows[1]).toContain('a b c')
  })

  it('passes no terminal escapes on', () => {
    expect(renderFailed([job], { queue: undefined, width: WIDTH, nowMs })).not.toContain('\u001b')
  })

  it('says so when nothing failed', () => {
    expect(renderFailed([], { queue: 'learning', width: WIDTH })).toBe(
      'Nothing of learning has failed for good. `postflight status` shows what waits.',
    )
  })
})

describe('learnings', () => {
  const learning: StoredLearning = {
    name: 'learning_build-1_solution_found',
    project: 'shop',
    jobId: 'build-1',
    learningType: 'solution_found',
    content: `\nProject: shop\nTask: t\nType: solution_found\nLearning: ${'raise the timeout '.repeat(9)}\nQuality Score: 70\n`,
    qualityScore: 70,
    finishedAt: '2025-12-30T12:00:00Z',
  }

  it('fits 80 columns and shows what was learnt', () => {
    const text = renderLearnings([learning], { enabled: true, width: WIDTH, nowMs })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(WIDTH)
    expect(text).toMatch(/^shop +solution_found +build-1 +70 +2 d ago$/m)
    expect(text.replaceAll(/\s+/g, ' ')).toContain('raise the timeout '.repeat(9).trim())
  })

  it('says what to do when there is none, or no graph', () => {
    expect(renderLearnings([], { enabled: true, width: WIDTH })).toContain('Next: `postflight process --recent 5`')
    expect(renderLearnings([], { enabled: false, width: WIDTH })).toContain('it needs NEO4J_URI')
  })
})

function allQueues(counts: Partial<QueueStatus>): QueueStatus[] {
  return QUEUE_NAMES.map((queue: QueueName) => ({
    queue,
    waiting: 0,
    active: 0,
    delayed: 0,
    failed: 0,
    completed: 0,
    waitingChildren: 0,
    oldestWaitingMs: null,
    workers: 0,
    heldForMs: 0,
    ...counts,
  }))
}
