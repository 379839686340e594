import { describe, expect, it } from 'vitest'
import { notificationPolicy } from '../../src/core/notification-policy.ts'
import type { Report, ReportError, ReportVerdict } from '../../src/core/report.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'

const JOB_ID = '0123456789abcdef'

function tell(fields: Partial<Report>) {
  const notification = notificationPolicy({ ...anAnalysis(), job_id: JOB_ID, ...fields })
  return notification === undefined ? undefined : `${notification.level}: ${notification.text}`
}

function anError(type: string, severity: ReportError['severity']): ReportError {
  return { type, severity, count: 1, context: '…' }
}

describe('the policy for reports of the classic rules', () => {
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
    const notification = notificationPolicy({ ...anAnalysis(), job_id: jobId, exit_code: 1, project: undefined })
    expect(notification).toMatchObject({ text: 'Task `🚀🚀🚀🚀🚀🚀🚀🚀` failed (exit 1)', jobId, project: 'unknown' })
  })
})

function aVerdict(outcome: ReportVerdict['outcome'], fields: Partial<ReportVerdict> = {}): ReportVerdict {
  return { outcome, confidence: 'high', because: [], missing: [], ...fields }
}

function anErrorThatSays(message: string, fields: Partial<ReportError> = {}): ReportError {
  return { ...anError('test_failure', 'high'), message, ...fields }
}

/** What a person reads. */
function tellOfVerdict(fields: Partial<Report>) {
  const notification = notificationPolicy({ ...anAnalysis(), job_id: JOB_ID, ...fields })
  if (notification === undefined) return undefined
  const { level, text, cause } = notification
  return `${level}: ${text}${cause === undefined ? '' : `: ${cause}`}`
}

describe('the policy for reports with a verdict', () => {
  const failed = { verdict: aVerdict('failed'), quality_score: 20 }

  it('warns of a failure with its first error where no exit code is known', () => {
    const errors = [anErrorThatSays('expected 4, got 5'), anErrorThatSays('another')]
    expect(tellOfVerdict({ ...failed, exit_code: null, errors })).toBe(
      'warning: Task `01234567` failed: expected 4, got 5',
    )
  })

  it('names the exit code and the first error where both are known', () => {
    const errors = [anErrorThatSays('expected 4, got 5')]
    expect(tellOfVerdict({ ...failed, exit_code: 2, errors })).toBe(
      'warning: Task `01234567` failed (exit 2): expected 4, got 5',
    )
  })

  it.each([126, 137, 254])('calls exit code %i critical', (exitCode) => {
    expect(tellOfVerdict({ ...failed, exit_code: exitCode })).toBe(
      `critical: Task \`01234567\` failed (exit ${exitCode})`,
    )
  })

  it('shortens an error to one line of 200 characters and cuts none of them in two', () => {
    const errors = [anErrorThatSays(`a\n  b\t${'😀'.repeat(300)}`)]
    const cause = notificationPolicy({ ...anAnalysis(), ...failed, errors })?.cause
    expect(cause).toBe(`a b ${'😀'.repeat(195)}…`)
  })

  it('names no error of low severity as the cause', () => {
    const errors = [anErrorThatSays('tried again', { severity: 'low', recovered: true }), anErrorThatSays('the cause')]
    expect(tellOfVerdict({ ...failed, exit_code: null, errors })).toContain('failed: the cause')
    expect(tellOfVerdict({ ...failed, exit_code: 1, errors: errors.slice(0, 1) })).toBe(
      'warning: Task `01234567` failed (exit 1)',
    )
  })

  it('names the type of an error without a message', () => {
    expect(tellOfVerdict({ ...failed, exit_code: 1, errors: [anError('build_failed', 'high')] })).toBe(
      'warning: Task `01234567` failed (exit 1): build_failed',
    )
  })

  it('names the word that decided where no error is known and no exit code either', () => {
    const word = { text: 'BUILD FAILURE', says: 'failed', authority: 'build', rule: 'maven-verdict' } as const
    const verdict = aVerdict('failed', { because: [word] })
    expect(tellOfVerdict({ ...failed, verdict, exit_code: null })).toBe(
      'warning: Task `01234567` failed: BUILD FAILURE',
    )
    expect(tellOfVerdict({ ...failed, verdict, exit_code: 1 })).toBe('warning: Task `01234567` failed (exit 1)')
  })

  it('names what became of an agent’s run before what its tools printed on the way', () => {
    const word = { text: 'The submitted patch is empty.', says: 'failed', authority: 'agent', rule: 'x' } as const
    const verdict = aVerdict('failed', { because: [word] })
    expect(tellOfVerdict({ ...failed, verdict, exit_code: null, errors: [anErrorThatSays('1 failed')] })).toBe(
      'warning: Task `01234567` failed: The submitted patch is empty.',
    )
  })

  it('tells nobody of an unknown outcome, however low its score', () => {
    const errors = [anErrorThatSays('perhaps', { severity: 'medium' })]
    expect(tellOfVerdict({ verdict: aVerdict('unknown'), exit_code: null, quality_score: 40, errors })).toBeUndefined()
  })

  it('tells nobody of errors in a run that passed', () => {
    const errors = [anErrorThatSays('tolerated', { severity: 'low', tolerated: true })]
    expect(tellOfVerdict({ verdict: aVerdict('passed'), exit_code: 0, quality_score: 61, errors })).toBeUndefined()
  })

  it('tells of a success with two learnings', () => {
    const passed = { verdict: aVerdict('passed'), quality_score: 95, learnings: [aLearning, aLearning] }
    expect(tellOfVerdict({ ...passed, exit_code: 0 })).toBe('info: Task `01234567` completed with 2 learnings')
    expect(tellOfVerdict({ ...passed, exit_code: null })).toBe('info: Task `01234567` completed with 2 learnings')
    expect(tellOfVerdict({ ...passed, verdict: aVerdict('unknown'), exit_code: null })).toBeUndefined()
  })
})
