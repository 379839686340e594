import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderExampleReport } from '../../scripts/example-report.ts'
import { compileTrusted } from '../../src/core/postflight/rules/expression.ts'
import { parseRules } from '../../src/core/postflight/rules/parse-rules.ts'
import { tryExamples } from '../../src/core/postflight/rules/try-examples.ts'

const README = readFileSync('README.md', 'utf8')

it('shows on its first screen what the command prints about that log (npm run docs:generate)', async () => {
  const [, shown] = /<!-- report:start -->\n(.*?)\n<!-- report:end -->/s.exec(README) ?? []
  expect(shown).toBe(await renderExampleReport())
})

it('shows it no wider than 80 columns and before anything else but a sentence', () => {
  const [above = '', rest = ''] = README.split('<!-- report:start -->')
  const [report = ''] = rest.split('<!-- report:end -->')
  expect(above.split('\n').filter((line) => line !== '')).toHaveLength(2)
  expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

it('shows a rule that loads and whose examples hold', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(README) ?? []
  const { rules, examples, failed } = tryExamples(parseRules('README.md', json), () => compileTrusted)
  expect({ rules, examples, failed }).toEqual({ rules: 1, examples: 2, failed: [] })
})

it('asks everywhere for the score at which a job has passed', () => {
  const texts = [README, readFileSync('docs/cli.md', 'utf8')]
  const asked = texts.flatMap((text) => [...text.matchAll(/check - --fail-under (\d+)/g)].map(([, score]) => score))
  expect(asked).toEqual(['61', '61'])
})
