import { describe, expect, it } from 'vitest'
import { compareReports } from '../../../src/core/recheck/report-changes.ts'
import type { Analysis, ReportVerdict } from '../../../src/core/report.ts'
import { anAnalysis } from '../../support/reports.ts'

const verdict = (outcome: ReportVerdict['outcome']): ReportVerdict => ({
  outcome,
  confidence: 'high',
  because: [],
  missing: [],
})
const counts = { total: 9, passed: 7, failed: 2, skipped: 0, errored: 0 }
const tests = (fields: object = {}) => ({
  ...{ ...counts, failed_names: ['a', 'b'], failed_names_omitted: 0, by_runner: [] },
  ...fields,
})
const changes = (from: Partial<Analysis>, to: Partial<Analysis>) => compareReports(anAnalysis(from), anAnalysis(to))

describe('comparing two reports of a job', () => {
  it('finds nothing in reports that say the same, whenever and by whatever rules', () => {
    const later = { timestamp: '2026-04-01T10:00:00.000Z', rule_pack: { name: 'postflight', version: '9' } }
    expect(changes({}, later)).toEqual([])
  })

  it('puts verdict, score and exit code first', () => {
    const from = { verdict: verdict('failed'), quality_score: 35, exit_code: 1, warnings: ['cut'] }
    const to = { verdict: verdict('passed'), quality_score: 82, exit_code: null }
    expect(changes(from, to)).toEqual([
      { kind: 'verdict', from: 'failed', to: 'passed' },
      { kind: 'score', from: 35, to: 82 },
      { kind: 'exit_code', from: 1, to: null },
      { kind: 'warning', what: 'gone', text: 'cut' },
    ])
  })

  it('takes the verdict of a report that has none from its exit code', () => {
    const from = { exit_code: 1 }
    expect(changes(from, { exit_code: 1, verdict: verdict('passed') })).toEqual([
      { kind: 'verdict', from: 'failed', to: 'passed' },
    ])
  })

  it('compares exit codes of any size', () => {
    expect(changes({ exit_code: 2n ** 70n }, { exit_code: 2n ** 70n })).toEqual([])
    expect(changes({ exit_code: 2n ** 70n }, { exit_code: 1 })).toEqual([{ kind: 'exit_code', from: 2n ** 70n, to: 1 }])
  })

  it('says which tests were counted before and now', () => {
    expect(changes({}, { tests: tests() })).toEqual([{ kind: 'tests', from: null, to: counts }])
    const fewer = { total: 8, passed: 6, failed: 2, skipped: 0, errored: 0 }
    expect(changes({ tests: tests() }, { tests: tests(fewer) })).toEqual([{ kind: 'tests', from: counts, to: fewer }])
  })

  it('says which learnings, recommendations and warnings come and go, whatever their order', () => {
    const from = {
      learnings: [{ type: 'root_cause', content: 'stale' }],
      recommendations: ['retry', 'review'],
      warnings: ['a', 'b'],
    }
    const to = {
      learnings: [{ type: 'workaround', content: 'stale' }],
      recommendations: ['review', 'fix it'],
      warnings: ['b', 'a'],
    }
    expect(changes(from, to)).toEqual([
      { kind: 'learning', what: 'added', type: 'workaround', text: 'stale' },
      { kind: 'learning', what: 'gone', type: 'root_cause', text: 'stale' },
      { kind: 'recommendation', what: 'added', text: 'fix it' },
      { kind: 'recommendation', what: 'gone', text: 'retry' },
      { kind: 'details', fields: ['warnings'] },
    ])
  })

  it('names fields that changed in ways that nothing else tells', () => {
    const tools = [{ name: 'npm', runs: 2, failures: 1 }]
    const from = { verdict: verdict('failed'), tests: tests() }
    const to = {
      verdict: { ...verdict('failed'), confidence: 'low' as const },
      tests: tests({ failed_names: [] }),
      tools,
    }
    expect(changes(from, to)).toEqual([{ kind: 'details', fields: ['verdict', 'tests', 'tools'] }])
  })

  it('leaves the points to the score that they add up to', () => {
    const to = { quality_score: 30, score_breakdown: [{ points: 30, reason: 'the run failed' }] }
    expect(changes({ quality_score: 31 }, to)).toEqual([{ kind: 'score', from: 31, to: 30 }])
  })
})
