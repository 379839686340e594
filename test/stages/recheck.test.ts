import { describe, expect, it } from 'vitest'
import { createStreamingAnalyser } from '../../src/adapters/analyser/streaming-analyser.ts'
import { createClassicPack } from '../../src/core/classic/pack.ts'
import { PostflightError } from '../../src/core/error.ts'
import { toFileName } from '../../src/core/job-identity.ts'
import type { RecheckTarget } from '../../src/core/recheck/targets.ts'
import type { Analysis } from '../../src/core/report.ts'
import { identityOf } from '../../src/core/report-names.ts'
import type { Analyser } from '../../src/ports/analyser.ts'
import type { JobFiles } from '../../src/ports/log-source.ts'
import type { ReportStore } from '../../src/ports/report-store.ts'
import { type RecheckOptions, recheckReport } from '../../src/stages/recheck.ts'
import { createMemoryReportStore } from '../support/memory-report-store.ts'
import { anAnalysis } from '../support/reports.ts'

const NOW = '2026-05-01T10:00:00.000Z'
const BEFORE_REPORT_MS = Date.parse('2026-03-01T09:00:00.000Z')
const completion = {
  learning_result: { job_id: 'job-1', learnings_stored: 2, relations_created: 2 },
  telegram_notified: true,
}

interface Setting {
  readonly log?: string | undefined
  readonly files?: Partial<JobFiles>
  readonly changedAtMs?: number
  /** What the new analysis says that it read. */
  readonly bytes?: number
  readonly locate?: () => Promise<JobFiles>
}

async function setup(stored: Analysis, setting: Setting = {}) {
  const { log, files = {}, changedAtMs = BEFORE_REPORT_MS, bytes, locate } = setting
  const reports = createMemoryReportStore()
  await reports.saveFirst(stored)
  await reports.complete(identityOf(stored), completion)
  const stream = async function* () {
    yield Buffer.from(log ?? '')
  }
  const found: JobFiles = {
    folder: '/jobs/job-1',
    folderExists: true,
    log: log === undefined ? undefined : { storedBytes: log.length, changedAtMs, read: stream },
    isLogUnreadable: false,
    meta: undefined,
    warnings: [],
    ...files,
  }
  const pack = { ...createClassicPack({ bytesMax: 1_000_000 }), version: '2' }
  const classic = createStreamingAnalyser({ clock: { nowMs: () => Date.parse(NOW) }, pack })
  const analyser: Analyser = {
    ...classic,
    analyse: async (request) => ({ ...(await classic.analyse(request)), ...(bytes === undefined ? {} : read(bytes)) }),
  }
  const ports = { reports, source: { locate: locate ?? (async () => found) }, analyser }
  const name = toFileName(identityOf(stored))
  const recheck = (options: Partial<RecheckOptions> = {}, target: RecheckTarget = { kind: 'report', name }) =>
    recheckReport(ports, target, { changed: 'shown', ...options })
  return { ports, recheck, load: () => reports.load(identityOf(stored)) }
}

function read(bytes: number): Pick<Analysis, 'log'> {
  return { log: { bytes, lines: 2, unread: [] } }
}

/** What the rules make of `exit:1`, which the stored report does not know. */
const OUTDATED = anAnalysis({ exit_code: 1, quality_score: 99, run_attempt: 2 })
const LOG = 'all well\nexit:1\n'

describe('recheck', () => {
  it('shows what would change, under which rules, and writes nothing', async () => {
    const { recheck, load } = await setup(OUTDATED, { log: LOG })
    expect(await recheck()).toMatchObject({
      kind: 'changed',
      identity: { jobId: 'job-1', runAttempt: 2 },
      packs: { from: 'classic 1', to: 'classic 2' },
      end: 'shown',
      changes: expect.arrayContaining([{ kind: 'score', from: 99, to: 30 }]),
    })
    expect(await load()).toEqual({ ...OUTDATED, ...completion })
  })

  it('replaces the analysis where so asked, and keeps completion, attempt, project and task', async () => {
    const { recheck, load } = await setup(OUTDATED, { log: LOG })
    expect(await recheck({ changed: 'replaced' })).toMatchObject({ kind: 'changed', end: 'replaced' })
    expect(await load()).toMatchObject({
      ...{ quality_score: 30, timestamp: NOW, rule_pack: { version: '2' } },
      ...{ run_attempt: 2, project: 'acme', task: 'build', ...completion },
    })
  })

  it('finds nothing more to change in what it replaced', async () => {
    const { recheck } = await setup(OUTDATED, { log: LOG })
    await recheck({ changed: 'replaced' })
    expect(await recheck({ changed: 'replaced' })).toEqual({ kind: 'unchanged' })
  })

  it('keeps an exit code that the message told', async () => {
    const { recheck, load } = await setup(anAnalysis({ exit_code: 7, quality_score: 99 }), { log: 'nothing here\n' })
    await recheck({ changed: 'replaced' })
    expect(await load()).toMatchObject({ exit_code: 7, quality_score: 30 })
  })

  it('leaves a report whose log is another by now, and shows what would change', async () => {
    const { recheck, load } = await setup(OUTDATED, { log: LOG, changedAtMs: Date.parse(NOW) })
    expect(await recheck({ changed: 'replaced' })).toMatchObject({ kind: 'changed', end: 'log-changed' })
    expect((await load())?.quality_score).toBe(99)
  })

  it.each([
    ['the same, however young its file is', LOG.length, Date.parse(NOW), 'replaced'],
    ['another, however old its file is', LOG.length + 1, BEFORE_REPORT_MS, 'log-changed'],
  ])('counts bytes where both reports do, and takes the log for %s', async (_, bytes, changedAtMs, end) => {
    const stored = { ...OUTDATED, ...read(LOG.length) }
    const { recheck } = await setup(stored, { log: LOG, bytes, changedAtMs })
    expect(await recheck({ changed: 'replaced' })).toMatchObject({ kind: 'changed', end })
  })

  it('leaves a report that was renewed at the same time', async () => {
    const { ports, recheck, load } = await setup(OUTDATED, { log: LOG })
    const { locate } = ports.source
    ports.source.locate = async () => {
      await ports.reports.remove(identityOf(OUTDATED))
      await ports.reports.saveFirst({ ...OUTDATED, quality_score: 5 })
      return locate()
    }
    expect(await recheck({ changed: 'replaced' })).toMatchObject({ kind: 'changed', end: 'overtaken' })
    expect((await load())?.quality_score).toBe(5)
  })

  it('keeps a completion that came at the same time', async () => {
    const { ports, recheck, load } = await setup(OUTDATED, { log: LOG })
    const { locate } = ports.source
    const later = { ...completion, telegram_notified: false }
    ports.source.locate = async () => {
      await ports.reports.complete(identityOf(OUTDATED), later)
      return locate()
    }
    expect(await recheck({ changed: 'replaced' })).toMatchObject({ end: 'replaced' })
    expect(await load()).toMatchObject({ quality_score: 30, telegram_notified: false })
  })

  it('passes over reports that were made earlier than asked for', async () => {
    const { recheck } = await setup(OUTDATED, { log: LOG })
    expect(await recheck({ madeSinceMs: Date.parse('2026-03-02T00:00:00Z') })).toEqual({ kind: 'passed over' })
    expect(await recheck({ madeSinceMs: Date.parse('2026-03-01T00:00:00Z') })).toMatchObject({ kind: 'changed' })
  })
})

describe('a job that cannot be rechecked', () => {
  it.each<[string, string, Setting]>([
    ['whose log is gone', 'log_gone', {}],
    ['whose log is no file', 'log_unreadable', { files: { isLogUnreadable: true, warnings: ['a pipe'] } }],
    ['whose log may not be read', 'log_unreadable', { locate: rejecting('log.unsafe') }],
    ['that no analysis survives', 'analysis_failed', { locate: rejecting('internal.unexpected') }],
  ])('is one %s', async (_, why, setting) => {
    const { recheck } = await setup(OUTDATED, setting)
    expect(await recheck()).toMatchObject({ kind: 'left', name: 'job-1, attempt 2', why })
  })

  it('is one whose log is a later attempt’s', async () => {
    const { recheck } = await setup(OUTDATED, { log: LOG })
    const target = { kind: 'report', name: 'job-1~r2', laterAttempt: 3 } as const
    expect(await recheck({}, target)).toMatchObject({ kind: 'left', why: 'later_attempt' })
  })

  it('is one without a report', async () => {
    const { recheck } = await setup(OUTDATED, { log: LOG })
    expect(await recheck({}, { kind: 'no-report', jobId: 'none' })).toMatchObject({ name: 'none', why: 'no_report' })
    expect(await recheck({}, { kind: 'report', name: 'gone' })).toMatchObject({ name: 'gone', why: 'no_report' })
  })

  it.each<[string, Partial<ReportStore>]>([
    ['cannot be read', { loadNamed: () => Promise.reject(new PostflightError('report.invalid', 'changed by hand')) }],
    ['is another job’s', { loadNamed: async () => anAnalysis({ job_id: 'other' }) }],
  ])('is one whose report %s', async (_, store) => {
    const { ports, recheck } = await setup(OUTDATED, { log: LOG })
    Object.assign(ports.reports, store)
    expect(await recheck()).toMatchObject({ kind: 'left', name: 'job-1~r2', why: 'report_unreadable' })
  })

  it('is none where the store is away: that ends the run', async () => {
    const away = new PostflightError('report.store_failed', 'away')
    const { ports, recheck } = await setup(OUTDATED, { log: LOG })
    ports.reports.loadNamed = () => Promise.reject(away)
    await expect(recheck()).rejects.toBe(away)
  })
})

function rejecting(code: 'log.unsafe' | 'internal.unexpected') {
  return () => Promise.reject(new PostflightError(code, 'no'))
}
