import { describe, expect, it } from 'vitest'
import { parseCompletionMessage } from '../../../src/core/completion-message.ts'
import { exitCodeSource, keepFacts, recallMessage } from '../../../src/core/recheck/told-facts.ts'
import type { Analysis, ReportVerdict } from '../../../src/core/report.ts'
import { anAnalysis } from '../../support/reports.ts'

const evidence = { text: 'exit:1', says: 'failed', rule: 'exit-mark' } as const
const failed = (...authorities: readonly string[]): ReportVerdict => ({
  outcome: 'failed',
  confidence: 'high',
  because: authorities.map((authority) => ({ ...evidence, authority })),
  missing: [],
})

describe('who said how a job ended', () => {
  it.each<[string, Partial<Analysis>, ReturnType<typeof exitCodeSource>]>([
    ['was the message where the verdict needed no evidence', { verdict: failed() }, 'message'],
    ['was the message where it is the evidence', { verdict: failed('message') }, 'message'],
    ['was the log where the log is the evidence', { verdict: failed('ci') }, 'log'],
    ['was the message where nothing could be read', { validated: false }, 'message'],
    ['was the log where no message can hold the number', { exit_code: 2n ** 70n }, 'log'],
    ['was nobody, which a new log may change', { exit_code: null }, 'log'],
    ['is unknown under the classic rules', {}, 'unknown'],
  ])('%s', (_, fields, source) => {
    expect(exitCodeSource(anAnalysis({ exit_code: 1, ...fields }))).toBe(source)
  })
})

it('recalls identity, exit code and what was cut of a message', () => {
  const { notes } = parseCompletionMessage({ job_id: 'job-1', task: 'x'.repeat(600), project: 'p'.repeat(501) })
  const stored = anAnalysis({ exit_code: 3, run_attempt: 2, warnings: ['the log is damaged', ...notes] })
  expect(recallMessage(stored, 'told')).toEqual({
    identity: { jobId: 'job-1', runAttempt: 2 },
    exitCode: 3,
    project: undefined,
    task: undefined,
    notes,
  })
  expect(notes).toHaveLength(2)
  expect(recallMessage(stored, 'not told').exitCode).toBeUndefined()
})

it('keeps project and task, and lets those be known that were not', () => {
  const today = anAnalysis({ project: 'renamed', task: 'another' })
  expect(keepFacts(anAnalysis(), today)).toMatchObject({ project: 'acme', task: 'build' })
  const { project: _, task: __, ...nothing } = anAnalysis()
  expect(keepFacts(nothing, today)).toMatchObject({ project: 'renamed', task: 'another' })
})
