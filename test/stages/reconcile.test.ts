import { expect, it } from 'vitest'
import { notificationPolicy } from '../../src/core/notification-policy.ts'
import type { FlowRepair, RepairWindow } from '../../src/ports/flow-repair.ts'
import { Reconciler } from '../../src/stages/reconcile.ts'
import { createMemoryFlow } from '../support/memory-flow.ts'
import { createMemoryRepairTally } from '../support/memory-repair-tally.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { identity } from '../support/stage-job.ts'

const DAY_MS = 86_400_000

function setup(found: Partial<FlowRepair>) {
  const windows: RepairWindow[] = []
  const repair: FlowRepair = {
    stuckParents: async (window) => {
      windows.push(window)
      return []
    },
    releaseFailedChild: async () => true,
    dismantle: async () => undefined,
    staleParents: async (window) => {
      windows.push(window)
      return []
    },
    refresh: async () => undefined,
    unfinishedValidations: async () => [],
    ...found,
  }
  const time = { nowMs: 100 * DAY_MS }
  const flow = createMemoryFlow()
  const reports = createMemoryReportStore()
  const logger = createRecordingLogger()
  const tally = createMemoryRepairTally()
  const ports = { flow, repair, reports, tally, policy: notificationPolicy, logger, retentionMs: 8 * DAY_MS }
  const reconciler = new Reconciler({ ...ports, clock: { nowMs: () => time.nowMs } })
  return { reconciler, flow, reports, tally, logger, windows, time }
}

it('counts and logs each repair', async () => {
  const { reconciler, tally, logger } = setup({
    stuckParents: async () => [{ identity, child: 'learning', childState: 'failed' }],
    staleParents: async () => [identity],
  })
  expect(await reconciler.pass()).toEqual({ released: 1, rebuilt: 0, refreshed: 1, fannedOut: 0, failed: 0 })
  expect(logger.lines).toHaveLength(2)
  await reconciler.pass()
  expect(await tally.totals()).toEqual({ released: 2, rebuilt: 0, refreshed: 2, fannedOut: 0, failed: 0 })
})

it('adds the flow of a validated job that has none', async () => {
  const { reconciler, flow, reports } = setup({ unfinishedValidations: async () => [identity] })
  await reports.saveFirst(anAnalysis({ learnings: [aLearning] }))
  expect(await reconciler.pass()).toMatchObject({ fannedOut: 1 })
  expect(flow.fannedOut).toEqual([{ identity, children: ['learning'] }])
})

it('builds a flow anew whose child is gone', async () => {
  const { reconciler, flow, reports } = setup({
    stuckParents: async () => [{ identity, child: 'learning', childState: 'gone' }],
  })
  await reports.saveFirst(anAnalysis({ learnings: [aLearning] }))
  expect(await reconciler.pass()).toMatchObject({ rebuilt: 1 })
  expect(flow.fannedOut).toHaveLength(1)
})

it('leaves a job alone that was forgotten in the meantime', async () => {
  const { reconciler, flow } = setup({ unfinishedValidations: async () => [identity] })
  expect(await reconciler.pass()).toMatchObject({ fannedOut: 0, failed: 0 })
  expect(flow.fannedOut).toEqual([])
})

it('leaves a job alone whose flow was through before the queue forgot it', async () => {
  const { reconciler, flow, reports } = setup({ unfinishedValidations: async () => [identity] })
  await reports.saveFirst(anAnalysis())
  const learning_result = { job_id: 'job-1', learnings_stored: 0, relations_created: 0 }
  await reports.complete(identity, { learning_result, telegram_notified: false })
  expect(await reconciler.pass()).toMatchObject({ fannedOut: 0, failed: 0 })
  expect(flow.fannedOut).toEqual([])
})

it('mends the other flows when one cannot be mended, and says so', async () => {
  const other = { jobId: 'other', runAttempt: 1 }
  const refreshed: string[] = []
  const { reconciler, logger } = setup({
    staleParents: async () => [identity, other],
    refresh: async ({ jobId }) => {
      if (jobId === identity.jobId) throw new Error('moved on')
      refreshed.push(jobId)
    },
  })
  expect(await reconciler.pass()).toMatchObject({ refreshed: 1, failed: 1 })
  expect(refreshed).toEqual(['other'])
  expect(logger.lines.filter((line) => line.level === 'error')).toHaveLength(1)
})

it('looks again at what it could not mend', async () => {
  const { reconciler, windows, time } = setup({
    staleParents: async (window) => {
      windows.push(window)
      return [identity]
    },
    refresh: () => Promise.reject(new Error('moved on')),
  })
  await reconciler.pass()
  windows.length = 0
  time.nowMs += 600_000
  await reconciler.pass()
  expect(windows.map((window) => window.fromMs)).toEqual([96 * DAY_MS + 600_000, 96 * DAY_MS + 600_000])
})

it('stops between two repairs when told to, and looks at the rest the next time', async () => {
  const stop = new AbortController()
  const refreshed: string[] = []
  const { reconciler, windows } = setup({
    staleParents: async (window) => {
      windows.push(window)
      return [identity, { jobId: 'other', runAttempt: 1 }]
    },
    refresh: async ({ jobId }) => {
      refreshed.push(jobId)
      stop.abort()
    },
  })
  expect(await reconciler.pass(stop.signal)).toMatchObject({ refreshed: 1 })
  expect(refreshed).toEqual([identity.jobId])
  windows.length = 0
  await reconciler.pass()
  expect(windows.map((window) => window.fromMs)).toEqual([96 * DAY_MS, 96 * DAY_MS])
})

it('looks back half of the retention at first, and afterwards only at what is new', async () => {
  const { reconciler, windows, time } = setup({})
  await reconciler.pass()
  expect(windows.map((window) => window.fromMs)).toEqual([96 * DAY_MS, 96 * DAY_MS])
  windows.length = 0
  time.nowMs += 60_000
  await reconciler.pass()
  expect(windows.map((window) => window.fromMs)).toEqual([96 * DAY_MS + 60_000, 100 * DAY_MS - 60_000])
})
