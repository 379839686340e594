import { describe, expect, it } from 'vitest'
import { createJobList } from '../../src/cli/check-list.ts'
import type { Format } from '../../src/cli/report-format.ts'
import type { Analysis } from '../../src/core/report.ts'
import { readAnalysis } from '../core/formats/fixtures.ts'

describe('the list of many jobs', () => {
  it('has a line for each job: verdict, score, exit code, id and its first error, cut at the page', () => {
    const analyses = (['maven', 'passed', 'unknown', 'nothing'] as const).map(readAnalysis)
    expect(linesOf(analyses)).toEqual([
      '  VERDICT    SCORE  EXIT  JOB        FIRST ERROR',
      '✗ failed    20/100     1  cart-1041  Could not transfer artifact org.slf4j:slf4…',
      '✓ passed    95/100     0  quiet-1',
      '? unknown   50/100     -  nightly-9',
      '? no log     0/100     -  gone       Job directory not found: /var/ci/jobs/gone',
      '',
      '4 jobs: 1 failed, 1 unknown, 1 passed, 1 without a log, mean score 41.3',
    ])
  })

  it('shows a long id whole and leaves the message out where there is no room', () => {
    for (const length of [47, 60]) {
      const [, line] = linesOf([{ ...readAnalysis('maven'), job_id: 'j'.repeat(length) }])
      expect(line).toBe(`✗ failed    20/100     1  ${'j'.repeat(length)}`)
    }
  })

  it('keeps a job to its line whatever it and its error are called', () => {
    const lines = linesOf([{ ...readAnalysis('hostile'), job_id: 'a\nb\u001b[2J' }])
    expect(lines.join('')).not.toMatch(/\p{Cc}/u)
    expect(lines).toHaveLength(4)
  })

  it('keeps the classic look under the classic rules', () => {
    expect(linesOf([readAnalysis('classic')])).toEqual([
      '  SCORE  EXIT  ERRORS  LEARNT  JOB',
      ' 15/100     1       1       1  build-1',
      '',
      '1 job: mean score 15.0, 0 at 80 or more, 1 below 50',
    ])
  })

  it('prints no summary of some', () => {
    expect(linesOf([readAnalysis('passed')], 'some')).toHaveLength(2)
  })

  it('names the log of each job below the folder', () => {
    expect(printed('github', [readAnalysis('maven')])[0]).toContain('::error file=jobs/cart-1041/output.log,line=1020,')
  })

  it.each([
    ['json', '[]'],
    ['sarif', /"runs":\[\]\}$/],
    ['junit', /<\/testsuites>$/],
  ] as const)('prints a whole %s document although no job was reached', (format, whole) => {
    expect(printed(format, [], 'some')).toEqual([expect.stringMatching(whole === '[]' ? /^\[\]$/ : whole)])
  })

  it('prints every report as it comes, and keeps none', () => {
    const pieces = printed('sarif', [readAnalysis('gcc'), readAnalysis('maven')])
    expect(pieces).toHaveLength(3)
    expect(JSON.parse(pieces.join('\n')).runs).toHaveLength(2)
  })
})

function linesOf(analyses: readonly Analysis[], reached: 'all' | 'some' = 'all'): readonly string[] {
  return printed('text', analyses, reached).flatMap((text) => text.split('\n'))
}

function printed(format: Format, analyses: readonly Analysis[], reached: 'all' | 'some' = 'all'): readonly string[] {
  const pieces: string[] = []
  const jobIds = analyses.map(({ job_id: jobId }) => jobId)
  const list = createJobList(format, { folder: 'jobs', jobIds, print: (text) => pieces.push(text) })
  for (const analysis of analyses) list.add(analysis)
  list.end(reached)
  return pieces
}
