import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { learningResultSchema, reportSchema } from '../../src/core/report.ts'

const text = readFileSync('docs/report.md', 'utf8')
const described = [...text.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
)

it('docs/report.md describes every field of the report and no other', () => {
  expect(described.toSorted()).toEqual(Object.keys(reportSchema.shape).toSorted())
})

it('docs/report.md names what became of the learnings', () => {
  for (const name of Object.keys(learningResultSchema.omit({ job_id: true }).shape))
    expect(text).toContain(`\`${name}\``)
})
