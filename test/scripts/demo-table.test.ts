import { expect, test } from 'vitest'
import { type DemoRow, disagrees, renderDemoTable } from '../../scripts/demo-table.ts'

function row(changes: Partial<DemoRow> = {}): DemoRow {
  return {
    job: 'pytest-failing',
    title: 'pytest: 2 of 9 tests fail',
    outcome: 'failed',
    exitCode: '1',
    verdict: 'failed',
    score: 7,
    learnings: 0,
    level: 'warning',
    ...changes,
  }
}

test('shows one line per job below a line of titles', () => {
  const [titles, line] = renderDemoTable([row()], 110)

  expect(titles).toMatch(/job +what happened +exit +verdict +score +learned +message$/)
  expect(line).toMatch(/^ +pytest-failing +pytest: 2 of 9 tests fail +1 +failed +7 +0 +warning$/)
})

test('says so where a log states no exit code and where nobody would be told', () => {
  const [, line] = renderDemoTable([row({ exitCode: undefined, level: undefined })], 110)

  expect(line).toMatch(/ \? +failed +7 +0 +-$/)
})

test('marks and counts the jobs whose verdict contradicts what happened', () => {
  const lines = renderDemoTable([row(), row({ outcome: 'passed' })], 110)

  expect(lines[1]).toMatch(/^ /)
  expect(lines[2]).toMatch(/^! /)
  expect(lines.join(' ')).toContain('in 1 of 2 jobs the verdict contradicts what happened')
})

test('does not speak of contradictions where there are none', () => {
  expect(renderDemoTable([row()], 110).join(' ')).not.toContain('contradicts')
})

test('leaves out what happened rather than cut the job ids that commands need', () => {
  const job = 'a-job-with-a-rather-long-name'
  const [titles, line] = renderDemoTable([row({ job, title: 'a long story '.repeat(4) })], 80)

  expect(titles).not.toContain('what happened')
  expect(line).toContain(job)
})

test('stays within the width of the terminal', () => {
  for (const width of [60, 80, 120]) {
    const lines = renderDemoTable([row({ title: 'a long story '.repeat(10) }), row({ verdict: 'passed' })], width)

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width)
  }
})

test.each([
  ['passed', 'passed', false],
  ['passed', 'failed', true],
  ['failed', 'passed', true],
  ['failed', 'failed', false],
  ['failed', 'unknown', false],
  ['passed', undefined, false],
] as const)('a job that %s with the verdict %s: contradiction %s', (outcome, verdict, expected) => {
  expect(disagrees({ outcome, verdict })).toBe(expected)
})
