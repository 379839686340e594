import { expect, it } from 'vitest'
import { PostflightError } from '../../src/core/error.ts'
import { toGraphRecord } from '../../src/core/graph-record.ts'
import type { Producer } from '../../src/ports/producer.ts'
import { reprocessJob } from '../../src/stages/reprocess.ts'
import { createMemorySentRecords } from '../support/memory-claims.ts'
import { createMemoryGraph } from '../support/memory-graph.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { identity } from '../support/stage-job.ts'

const message = { job_id: identity.jobId, exit_code: 3 }

async function setup(overrides: Partial<Producer> = {}) {
  const report = anAnalysis({ learnings: [aLearning] })
  const submitted: unknown[] = []
  const producer: Producer = {
    submit: async () => ({ bullmqId: '1', isNew: true }),
    progress: async () => ({ kind: 'working' }),
    recall: async () => message,
    submitAgain: async (data) => {
      submitted.push(data)
      return { bullmqId: '1' }
    },
    ...overrides,
  }
  const ports = {
    producer,
    graph: createMemoryGraph(),
    redactor: { redact: async (text: string) => text },
    sent: createMemorySentRecords(),
    reports: createMemoryReportStore(),
  }
  await ports.graph.record(toGraphRecord(report))
  await ports.sent.markSent(identity)
  await ports.reports.saveFirst(report)
  const state = async () => ({
    learnings: (await ports.graph.learnings({ limit: 10 })).length,
    sent: await ports.sent.wasSent(identity),
    report: (await ports.reports.load(identity)) !== undefined,
    submitted,
  })
  return { ports, state }
}

it('leaves nothing of a job that could stand in the way of a new analysis, and runs its message again', async () => {
  const { ports, state } = await setup()
  await reprocessJob(ports, message)
  expect(await state()).toEqual({ learnings: 0, sent: false, report: false, submitted: [message] })
})

it('touches nothing of a job that is at work', async () => {
  const active = new PostflightError('queue.job_active', 'still at work')
  const { ports, state } = await setup({ recall: () => Promise.reject(active) })
  await expect(reprocessJob(ports, message)).rejects.toBe(active)
  expect(await state()).toEqual({ learnings: 1, sent: true, report: true, submitted: [] })
})

it('touches nothing while the graph is away', async () => {
  const { ports, state } = await setup()
  ports.graph.goAway()
  await expect(reprocessJob(ports, message)).rejects.toMatchObject({ code: 'graph.unavailable' })
  ports.graph.comeBack()
  expect(await state()).toEqual({ learnings: 1, sent: true, report: true, submitted: [] })
})

it('renews a report that cannot be read', async () => {
  const { ports } = await setup()
  const removed: unknown[] = []
  const reports = {
    ...ports.reports,
    load: () => Promise.reject(new PostflightError('report.invalid', 'changed by hand')),
    remove: async (of: unknown) => void removed.push(of),
  }
  await reprocessJob({ ...ports, reports }, message)
  expect(removed).toEqual([identity])
})
