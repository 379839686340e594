// Reports for tests: a plain one, with whatever the test is about put on top.

import type { Analysis } from '../../src/core/report.ts'

export function anAnalysis(fields: Partial<Analysis> = {}): Analysis {
  return {
    job_id: 'job-1',
    timestamp: '2026-03-01T10:00:00.000Z',
    validated: true,
    exit_code: 0,
    quality_score: 80,
    errors: [],
    warnings: [],
    successes: [],
    learnings: [],
    recommendations: [],
    project: 'acme',
    task: 'build',
    run_attempt: 1,
    schema_version: 1,
    rule_pack: { name: 'classic', version: '1' },
    ...fields,
  }
}

export const aLearning = { type: 'root_cause', content: 'the cache was stale after the upgrade' }
