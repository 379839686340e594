import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '../../scripts/rule-docs.ts'
import { LOG_MS_MAX } from '../../src/adapters/expressions/guarded-expression.ts'
import { LINE_MS_MAX } from '../../src/adapters/expressions/timed-engine.ts'
import { EXPLAINED_LINES_MAX } from '../../src/core/postflight/rules/explain-log.ts'
import { compileTrusted } from '../../src/core/postflight/rules/expression.ts'
import { parseRules } from '../../src/core/postflight/rules/parse-rules.ts'
import {
  ignoredLineSchema,
  ignoredRegionSchema,
  matcherSchema,
  patternSchema,
  postflightSchema,
  ruleFileSchema,
} from '../../src/core/postflight/rules/rule-schema.ts'
import { tryExamples } from '../../src/core/postflight/rules/try-examples.ts'

const TEXT = readFileSync('docs/rules.md', 'utf8')
const SCHEMAS = [ruleFileSchema, matcherSchema, patternSchema, postflightSchema, ignoredLineSchema, ignoredRegionSchema]

describe('docs/rules.md', () => {
  it('describes every field of a rule file and no other', () => {
    const described = [...TEXT.matchAll(/^\| `([$\w]+)` \| .* \| \S.* \|$/gm)].map(([, name]) => name)
    const fields = SCHEMAS.flatMap((schema) => Object.keys(schema.shape))
    expect(described.toSorted()).toEqual(fields.toSorted())
  })

  it('says something of every field', () => {
    const silent = SCHEMAS.flatMap(fieldsOf).filter(({ description }) => description === '')
    expect(silent).toEqual([])
  })

  it('shows a rule that loads and whose examples hold', () => {
    const [, json = ''] = /```json\n(.*?)```/s.exec(TEXT) ?? []
    const { rules, examples, failed } = tryExamples(parseRules('docs/rules.md', json), () => compileTrusted)
    expect({ rules, examples, failed }).toEqual({ rules: 1, examples: 2, failed: [] })
  })

  it('names the limits that are', () => {
    expect(TEXT).toContain(`may take ${LOG_MS_MAX} ms in one log, and ${LINE_MS_MAX} ms on one line`)
    expect(TEXT).toContain(`At most ${EXPLAINED_LINES_MAX} lines are listed`)
  })
})
