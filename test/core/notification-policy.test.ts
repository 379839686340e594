import { describe, expect, it } from 'vitest'
import { classicPolicy } from '../../src/core/notification-policy.ts'
import type { Report, ReportError } from '../../src/core/report.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'

const JOB_ID = '0123456789abcdef'

function tell(fields: Partial<Report>) {
  const notification = classicPolicy({ ...anAnalysis(), job_id: JOB_ID, ...fields })
  return notification === undefined ? undefined : `${notification.level}: ${notification.text}`
}

function anError(type: string, severity: ReportError['severity']): ReportError {
  return { type, severity, count: 1, context: '…' }
}

describe('classic notification policy', () => {
  it('warns of a failed job with its exit code', () => {
    expect(tell({ exit_code: 1 })).toBe('warning: Task `01234567` failed (exit 1)')
    expect(tell({ exit_code: -9 })).toBe('warning: Task `01234567` failed (exit -9)')
  })

  it.each([126, 137, 254])('calls exit code %i critical', (exitCode) => {
    expect(tell({ exit_code: exitCode })).toBe(`critical: Task \`01234567\` failed (exit ${exitCode})`)
  })

  it('takes exit codes beyond 2^53 digit by digit', () => {
    expect(tell({ exit_code: 9007199254740993n })).toBe('warning: Task `01234567` failed (exit 9007199254740993)')
  })

  it('puts failure before a low score', () => {
    expect(tell({ exit_code: 2, quality_score: 0 })).toBe('warning: Task `01234567` failed (exit 2)')
  })

  it('warns of a score below 50, also without an exit code', () => {
    expect(tell({ quality_score: 49 })).toBe('warning: Task `01234567` low quality (49/100)')
    expect(tell({ quality_score: 49, exit_code: null })).toBe('warning: Task `01234567` low quality (49/100)')
    expect(tell({ quality_score: 50 })).toBeUndefined()
  })

  it('warns of a job without a folder, whose errors are plain strings', () => {
    const nothing = { validated: false, exit_code: null, quality_score: 0, errors: ['Job directory not found: x'] }
    expect(tell(nothing)).toBe('warning: Task `01234567` low quality (0/100)')
    expect(tell({ ...nothing, quality_score: 60 })).toBeUndefined()
  })

  it('names the first three types of high severity', () => {
    const errors = [
      anError('a', 'high'),
      anError('b', 'medium'),
      ...['c', 'd', 'e'].map((type) => anError(type, 'high')),
    ]
    expect(tell({ errors })).toBe('warning: Task `01234567` errors: a, c, d')
    expect(tell({ errors: [anError('b', 'medium')] })).toBeUndefined()
  })

  it('tells of a success with two learnings, and not of one', () => {
    expect(tell({ learnings: [aLearning, aLearning] })).toBe('info: Task `01234567` completed with 2 learnings')
    expect(tell({ learnings: [aLearning] })).toBeUndefined()
    expect(tell({ learnings: [aLearning, aLearning], exit_code: null })).toBeUndefined()
  })

  it('cuts the job id to eight characters, not to eight UTF-16 units, and carries it whole', () => {
    const jobId = '🚀🚀🚀🚀🚀🚀🚀🚀🚀'
    const notification = classicPolicy({ ...anAnalysis(), job_id: jobId, exit_code: 1, project: undefined })
    expect(notification).toMatchObject({ text: 'Task `🚀🚀🚀🚀🚀🚀🚀🚀` failed (exit 1)', jobId, project: 'unknown' })
  })
})
