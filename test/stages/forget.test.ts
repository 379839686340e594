import { expect, it } from 'vitest'
import { PostflightError } from '../../src/core/error.ts'
import { toGraphRecord } from '../../src/core/graph-record.ts'
import type { Producer } from '../../src/ports/producer.ts'
import { forgetJob } from '../../src/stages/forget.ts'
import { createMemoryClaims, createMemorySentRecords } from '../support/memory-claims.ts'
import { createMemoryGraph } from '../support/memory-graph.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { identity } from '../support/stage-job.ts'

async function setup(forget: Producer['forget']) {
  const report = anAnalysis({ learnings: [aLearning] })
  const ports = {
    producer: { submit: async () => ({ bullmqId: '1' }), progress: async () => ({ kind: 'working' }) as const, forget },
    graph: createMemoryGraph(),
    redactor: { redact: async (text: string) => text },
    sent: createMemorySentRecords(),
    reports: createMemoryReportStore(),
    claims: createMemoryClaims(),
  }
  await ports.graph.record(toGraphRecord(report))
  await ports.sent.markSent(identity)
  await ports.reports.saveFirst(report)
  await ports.claims.claim(identity, 'holder')
  const left = async () => ({
    learnings: (await ports.graph.learnings({ limit: 10 })).length,
    sent: await ports.sent.wasSent(identity),
    report: (await ports.reports.load(identity)) !== undefined,
    holder: await ports.claims.holderOf(identity),
  })
  return { ports, left }
}

it('leaves nothing of a job that could stand in the way of a new analysis', async () => {
  const { ports, left } = await setup(async () => undefined)
  await forgetJob(ports, identity)
  expect(await left()).toEqual({ learnings: 0, sent: false, report: false, holder: undefined })
})

it('touches nothing of a job that is at work', async () => {
  const active = new PostflightError('queue.job_active', 'still at work')
  const { ports, left } = await setup(() => Promise.reject(active))
  await expect(forgetJob(ports, identity)).rejects.toBe(active)
  expect(await left()).toEqual({ learnings: 1, sent: true, report: true, holder: 'holder' })
})
