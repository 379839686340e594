import { describe, expect, it } from 'vitest'
import { createCircuit } from '../../src/core/circuit.ts'
import { PostflightError } from '../../src/core/error.ts'
import { notificationPolicy } from '../../src/core/notification-policy.ts'
import type { Analysis } from '../../src/core/report.ts'
import { createFinalizeStage } from '../../src/stages/finalize.ts'
import { createLearningStage } from '../../src/stages/learning.ts'
import { createNotificationStage } from '../../src/stages/notification.ts'
import { ServiceGate } from '../../src/stages/service-gate.ts'
import { createMemorySentRecords } from '../support/memory-claims.ts'
import { createMemoryFlow } from '../support/memory-flow.ts'
import { createMemoryGraph } from '../support/memory-graph.ts'
import { createMemoryNotifier } from '../support/memory-notifier.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { aChildJob, identity } from '../support/stage-job.ts'

const report = anAnalysis({ exit_code: 1, learnings: [aLearning, { type: 'workaround', content: 'use hunter2' }] })

async function setup() {
  const reports = createMemoryReportStore()
  await reports.saveFirst(report)
  const time = { nowMs: 1_000_000 }
  const clock = { nowMs: () => time.nowMs }
  const gate = new ServiceGate({ service: 'It', circuit: createCircuit(), clock, logger: createRecordingLogger() })
  const redactor = { redact: async (text: string) => text.replaceAll('hunter2', '[redacted]') }
  return { time, reports, gate, redactor, graph: createMemoryGraph(), notifier: createMemoryNotifier() }
}

describe('the learning stage', () => {
  it('stores the learnings and reports what the graph shows', async () => {
    const bench = await setup()
    expect(await createLearningStage(bench)(aChildJob())).toEqual({
      kind: 'done',
      value: { job_id: 'job-1', learnings_stored: 2, relations_created: 2 },
    })
  })

  it('takes secrets out before anything reaches the graph', async () => {
    const bench = await setup()
    await createLearningStage(bench)(aChildJob())
    const stored = JSON.stringify(await bench.graph.learnings({ limit: 10 }))
    expect(stored).toContain('use [redacted]')
    expect(stored).not.toContain('hunter2')
  })

  it('says why nothing is stored where no graph is configured', async () => {
    const bench = await setup()
    const graph = { ...bench.graph, enabled: false }
    expect(await createLearningStage({ ...bench, graph })(aChildJob())).toMatchObject({
      value: { learnings_stored: 0, not_stored_because: 'no knowledge graph is configured' },
    })
  })

  it('waits, uncounted, while the graph is away', async () => {
    const bench = await setup()
    bench.graph.goAway()
    expect(await createLearningStage(bench)(aChildJob())).toMatchObject({ kind: 'later', holds: 'queue' })
  })

  it('tries again when the report is not there yet', async () => {
    const bench = await setup()
    await bench.reports.remove(identity)
    expect(await createLearningStage(bench)(aChildJob())).toMatchObject({
      kind: 'retry',
      cause: { code: 'report.missing' },
    })
  })
})

describe('the notification stage', () => {
  async function setupTelling() {
    const bench = await setup()
    const sent = createMemorySentRecords()
    return { ...bench, sent, stage: createNotificationStage({ ...bench, sent, policy: notificationPolicy }) }
  }

  it('tells a person once, however often it runs', async () => {
    const { stage, notifier } = await setupTelling()
    const outcomes = [await stage(aChildJob()), await stage(aChildJob())]
    expect(outcomes).toEqual([
      { kind: 'done', value: { telegram_notified: true } },
      { kind: 'done', value: { telegram_notified: true } },
    ])
    expect(notifier.sent).toHaveLength(1)
  })

  it('takes secrets out of everything that is sent', async () => {
    const { stage, notifier, reports } = await setupTelling()
    const error = {
      type: 'error_detected',
      severity: 'high',
      count: 1,
      context: '',
      message: 'denied: hunter2',
    } as const
    const verdict: Analysis['verdict'] = { outcome: 'failed', confidence: 'high', because: [], missing: [] }
    await reports.saveFirst(anAnalysis({ run_attempt: 2, exit_code: 1, project: 'hunter2', errors: [error], verdict }))
    await stage(aChildJob({ ...identity, runAttempt: 2 }))
    expect(notifier.sent).toEqual(['⚠️ Task job-1 failed (exit 1): denied: [redacted]\nProject: [redacted]\nJob: job-1'])
  })

  it('does not count a message as sent that was refused', async () => {
    const { stage, notifier, sent } = await setupTelling()
    notifier.fail(new PostflightError('telegram.rejected', 'chat not found'))
    expect(await stage(aChildJob())).toMatchObject({ kind: 'fail' })
    expect(await sent.wasSent(identity)).toBe(false)
  })

  it('waits as long as Telegram asks', async () => {
    const { stage, notifier } = await setupTelling()
    notifier.fail(new PostflightError('telegram.rate_limited', 'slow down', { retryAfterMs: 5_000 }))
    expect(await stage(aChildJob())).toMatchObject({ kind: 'later', delayMs: 5_000, holds: 'queue' })
  })

  it('takes each attempt at a job for a message of its own, whatever its id is redacted to', async () => {
    const bench = await setupTelling()
    const away = new PostflightError('telegram.unavailable', 'no answer')
    const other = { jobId: 'job-1', runAttempt: 2 }
    await bench.reports.saveFirst({ ...report, run_attempt: 2 })
    for (const failures of [1, 2, 3]) {
      bench.notifier.fail(away)
      expect({ failures, outcome: await bench.stage(aChildJob(identity)) }).toMatchObject({
        outcome: { kind: 'later' },
      })
      bench.time.nowMs += 60_000
      bench.notifier.fail(undefined)
      await bench.gate.run('another', async () => undefined)
    }
    bench.notifier.fail(away)
    expect(await bench.stage(aChildJob(other))).toMatchObject({ kind: 'later' })
  })

  it('skips where Telegram is not configured', async () => {
    const bench = await setupTelling()
    const stage = createNotificationStage({
      ...bench,
      notifier: { ...bench.notifier, enabled: false },
      policy: notificationPolicy,
    })
    expect(await stage(aChildJob())).toEqual({ kind: 'done', value: { telegram_notified: false } })
  })
})

describe('the finalize stage', () => {
  async function finalize(outcomes: ReturnType<typeof createMemoryFlow>['outcomes']) {
    const { reports } = await setup()
    const flow = createMemoryFlow()
    flow.outcomes = outcomes
    await createFinalizeStage({ flow, reports })(aChildJob())
    return reports.load(identity)
  }

  it('adds what became of the children', async () => {
    const learningResult = { job_id: 'job-1', learnings_stored: 2, relations_created: 2 }
    const completed = await finalize({
      learning: { kind: 'done', value: learningResult },
      notification: { kind: 'done', value: { telegram_notified: true } },
    })
    expect(completed).toEqual({ ...report, learning_result: learningResult, telegram_notified: true })
  })

  it('says why learnings are not in the graph when their job failed for good', async () => {
    const completed = await finalize({
      learning: { kind: 'failed', reason: 'graph.rejected: no' },
      notification: { kind: 'failed', reason: 'telegram.rejected: no' },
    })
    expect(completed).toMatchObject({
      learning_result: { learnings_stored: 0, relations_created: 0, not_stored_because: 'graph.rejected: no' },
      telegram_notified: false,
    })
  })

  it('keeps what is known of a child that is being tried again', async () => {
    const { reports } = await setup()
    const flow = createMemoryFlow()
    const stage = createFinalizeStage({ flow, reports })
    flow.outcomes = {
      learning: { kind: 'failed', reason: 'no' },
      notification: { kind: 'done', value: { telegram_notified: true } },
    }
    await stage(aChildJob())
    flow.outcomes = { learning: { kind: 'pending' }, notification: { kind: 'pending' } }
    await stage(aChildJob())
    expect(await reports.load(identity)).toMatchObject({
      learning_result: { not_stored_because: 'no' },
      telegram_notified: true,
    })
  })

  it('does not pass a lost learning job off as nothing to learn', async () => {
    const completed = await finalize({ learning: { kind: 'none' }, notification: { kind: 'none' } })
    expect(completed?.learning_result?.not_stored_because).toMatch(/no longer exists/)
  })
})
