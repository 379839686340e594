import { describe, expect, it } from 'vitest'
import { PostflightError } from '../../src/core/error.ts'
import { notificationPolicy } from '../../src/core/notification-policy.ts'
import type { Analysis } from '../../src/core/report.ts'
import type { JobFiles } from '../../src/ports/log-source.ts'
import { createValidationStage, type ValidationPorts } from '../../src/stages/validation.ts'
import { createMemoryClaims } from '../support/memory-claims.ts'
import { createMemoryFlow } from '../support/memory-flow.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { createRecordingLogger } from '../support/recording-logger.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'
import { aMessage, identity } from '../support/stage-job.ts'

const settled = { storedBytes: 1, changedAtMs: 0, read: () => noBytes() }
const files: JobFiles = {
  folder: '/jobs/job-1',
  folderExists: true,
  log: settled,
  isLogUnreadable: false,
  meta: undefined,
  warnings: [],
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

function setup(overrides: Partial<ValidationPorts> & { analysis?: Analysis } = {}) {
  const flow = createMemoryFlow()
  const captured: Analysis[] = []
  const analysed: unknown[] = []
  const reports = createMemoryReportStore()
  const ports: ValidationPorts = {
    claims: createMemoryClaims(),
    flow,
    logSource: { locate: async () => files },
    analyser: {
      analyse: async (request) => {
        analysed.push(request)
        return overrides.analysis ?? anAnalysis()
      },
      refuse: (message, reason) => anAnalysis({ job_id: message.identity.jobId, validated: false, errors: [reason] }),
    },
    reports,
    learningLog: { append: async (analysis) => void captured.push(analysis) },
    clock: { nowMs: () => 10_000 },
    logger: createRecordingLogger(),
    policy: notificationPolicy,
    logSettleMs: 1_000,
    logWaitMs: 30_000,
    ...overrides,
  }
  return { flow, captured, analysed, reports, ports, stage: createValidationStage(ports) }
}

describe('the validation stage', () => {
  it('saves the report, and fans out no child where there is nothing for it to do', async () => {
    const { stage, flow, reports } = setup()
    expect(await stage(aMessage())).toMatchObject({ kind: 'done', value: { job_id: 'job-1', quality_score: 80 } })
    expect(await reports.load(identity)).toEqual(anAnalysis())
    expect(flow.fannedOut).toEqual([{ identity, children: [] }])
  })

  it('says of each report in one line what it found', async () => {
    const logger = createRecordingLogger()
    const { stage } = setup({ logger })
    await stage(aMessage())
    await stage(aMessage())
    expect(logger.lines).toEqual([
      {
        level: 'info',
        message: 'A report was saved',
        fields: { job_id: 'job-1', run_attempt: 1, exit_code: '0', quality_score: 80 },
      },
    ])
  })

  it('fans out a child for learnings and one for a message that matters', async () => {
    const { stage, flow, captured } = setup({ analysis: anAnalysis({ exit_code: 1, learnings: [aLearning] }) })
    await stage(aMessage())
    expect(flow.fannedOut[0]?.children).toEqual(['learning', 'notification'])
    expect(captured).toHaveLength(1)
  })

  it('drops a duplicate whose first message lives', async () => {
    const { stage, flow, analysed } = setup()
    flow.holders.set('message-1', 'live')
    await stage(aMessage())
    expect(await stage(aMessage(undefined, { id: 'x:y:z' }))).toMatchObject({ kind: 'drop' })
    expect(analysed).toHaveLength(1)
  })

  it.each(['failed', 'gone'] as const)('takes a message sent again after the first %s', async (state) => {
    const { stage, flow, ports } = setup()
    await ports.claims.claim(identity, 'earlier')
    flow.holders.set('earlier', state)
    expect(await stage(aMessage())).toMatchObject({ kind: 'done' })
  })

  it('changes nothing when it runs a second time', async () => {
    const { stage, flow, captured, analysed } = setup({ analysis: anAnalysis({ learnings: [aLearning] }) })
    await stage(aMessage())
    await stage(aMessage())
    expect({ flows: flow.fannedOut.length, lines: captured.length, analyses: analysed.length }).toEqual({
      flows: 1,
      lines: 1,
      analyses: 1,
    })
  })

  it('changes nothing for a message that comes after the queue has forgotten the job', async () => {
    const { stage, flow, captured, reports } = setup({ analysis: anAnalysis({ learnings: [aLearning] }) })
    await stage(aMessage())
    const learning_result = { job_id: 'job-1', learnings_stored: 1, relations_created: 1 }
    await reports.complete(identity, { learning_result, telegram_notified: false })
    flow.fannedOut.length = 0
    expect(await stage(aMessage(undefined, { id: 'much-later' }))).toMatchObject({ kind: 'done' })
    expect({ flows: flow.fannedOut.length, lines: captured.length }).toEqual({ flows: 0, lines: 1 })
  })

  it('captures learnings before the flow exists, so that a crash in between loses no line', async () => {
    const { stage, flow } = setup({
      analysis: anAnalysis({ learnings: [aLearning] }),
      learningLog: { append: () => Promise.reject(new Error('disk full')) },
    })
    expect(await stage(aMessage())).toMatchObject({ kind: 'retry' })
    expect(flow.fannedOut).toEqual([])
  })

  it('waits, uncounted, for a log that is not there yet', async () => {
    const { stage, analysed } = setup({ logSource: { locate: async () => ({ ...files, log: undefined }) } })
    expect(await stage(aMessage())).toMatchObject({ kind: 'later', holds: 'job' })
    expect(analysed).toEqual([])
  })

  it('passes on what waiting could not bring', async () => {
    const growing = { ...files, log: { ...settled, changedAtMs: 9_900 } }
    const { stage, analysed } = setup({ logSource: { locate: async () => growing }, logWaitMs: 1_000 })
    await stage(aMessage(undefined, { waitingSinceMs: 9_000 }))
    expect(analysed).toMatchObject([{ warnings: [expect.stringContaining('still being written')] }])
  })

  it.each([
    ['log.unsafe', false],
    ['log.unreadable', true],
  ] as const)('writes a report that says so when the log ends in %s', async (code, isLastAttempt) => {
    const locate = () => Promise.reject(new PostflightError(code, 'a link to /etc'))
    const { stage, reports } = setup({ logSource: { locate } })
    expect(await stage(aMessage(undefined, { isLastAttempt }))).toMatchObject({ kind: 'done' })
    expect(await reports.load(identity)).toMatchObject({ validated: false, errors: ['a link to /etc'] })
  })

  it('tries a log that cannot be read again before it gives up', async () => {
    const locate = () => Promise.reject(new PostflightError('log.unreadable', 'too many open files'))
    const { stage, reports } = setup({ logSource: { locate } })
    expect(await stage(aMessage())).toMatchObject({ kind: 'retry' })
    expect(await reports.load(identity)).toBeUndefined()
  })

  it.each([
    [aMessage({ job_id: '../etc' }), 'job_id'],
    [aMessage({ job_id: 'a' }, { name: 'something-else' }), 'job-completed'],
    [aMessage('text'), 'an object'],
  ])('fails a message that does not parse at once, for good: %#', async (message, reason) => {
    const { stage } = setup()
    expect(await stage(message)).toMatchObject({ kind: 'fail', cause: { message: expect.stringContaining(reason) } })
  })
})
