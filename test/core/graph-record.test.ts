import { expect, it } from 'vitest'
import { toGraphRecord, toProjectId } from '../../src/core/graph-record.ts'
import { aLearning, anAnalysis } from '../support/reports.ts'

it('names two learnings of one type apart, so that none is lost', () => {
  const record = toGraphRecord(anAnalysis({ learnings: [aLearning, aLearning, { ...aLearning, type: 'workaround' }] }))
  const names = record.findings.map((finding) => finding.name).sort()
  expect(names).toEqual(['learning_job-1_root_cause', 'learning_job-1_root_cause_2', 'learning_job-1_workaround'])
  expect(new Set(record.findings.map((finding) => finding.key)).size).toBe(3)
})

it('writes the content of the classic script', () => {
  const record = toGraphRecord(anAnalysis({ learnings: [aLearning], task: 'x'.repeat(150) }))
  expect(record.findings[0]?.content).toBe(
    `\nProject: acme\nTask: ${'x'.repeat(100)}\nType: root_cause\nLearning: ${aLearning.content}\nQuality Score: 80\n`,
  )
})

it('derives the same rows from the same report, sorted by key', () => {
  const report = anAnalysis({ learnings: [aLearning, aLearning, aLearning] })
  const record = toGraphRecord(report)
  expect(toGraphRecord(report)).toEqual(record)
  const keys = record.findings.map((finding) => finding.key)
  expect(keys).toEqual([...keys].sort())
})

it('keeps the attempts of a job apart', () => {
  const keys = [1, 2].map((run_attempt) => toGraphRecord(anAnalysis({ run_attempt })).job.key)
  expect(keys[0]).not.toBe(keys[1])
})

it('replaces what a store cannot hold, in the project and in the content', () => {
  const learnings = [{ type: 'insight', content: 'high \ud800 end' }]
  const record = toGraphRecord(anAnalysis({ project: 'a\0b', learnings }))
  expect(record.project.id).toBe('a\ufffdb')
  expect(record.findings[0]?.content).toContain('Learning: high \ufffd end')
})

it('leaves a project name of 500 characters as it is, whatever their bytes', () => {
  const name = '𝒳'.repeat(500)
  expect(toProjectId(name)).toBe(name)
})

it('cuts a longer project name and keeps two that begin alike apart', () => {
  const [first, second] = ['1', '2'].map((end) => toProjectId(`${'x'.repeat(10_000)}${end}`))
  expect(first).not.toBe(second)
  expect(Buffer.byteLength(String(first))).toBeLessThan(2_704)
})
