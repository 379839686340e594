import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { meaningOfExitCode } from '../../src/core/postflight/exit-codes.ts'
import { scoreRun } from '../../src/core/postflight/score.ts'
import { learningResultSchema, type ReportError, type ReportVerdict, reportSchema } from '../../src/core/report.ts'

const text = readFileSync('docs/report.md', 'utf8')
const cells = [...text.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell = '']) => cell)
const described = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
const paths = cells.flatMap((cell) => [...cell.matchAll(/`(\w+(?:\.|\[\])[^`]*)`/g)].map(([, path]) => path))

/** Whose members are told in the row of the field itself. */
const TOLD_IN_ONE_ROW = ['successes', 'score_breakdown', 'learning_result', 'rule_pack', 'project', 'task']

describe('docs/report.md', () => {
  it('describes every field of the report and no other', () => {
    expect(described.toSorted()).toEqual(Object.keys(reportSchema.shape).toSorted())
  })

  it('describes every field within them and no other', () => {
    const fields = Object.entries(reportSchema.shape).filter(([name]) => !TOLD_IN_ONE_ROW.includes(name))
    const within = fields.flatMap(([name, schema]) => pathsWithin(schema as z.ZodType, name))
    expect(paths.toSorted()).toEqual(within.toSorted())
  })

  it('names what became of the learnings', () => {
    for (const name of Object.keys(learningResultSchema.omit({ job_id: true }).shape))
      expect(text).toContain(`\`${name}\``)
  })

  it('names the exit codes that say more than failure', () => {
    const codes = Array.from({ length: 256 }, (_, code) => code).filter((code) => meaningOfExitCode(code) !== undefined)
    expect(text).toContain(`${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}. Absent for others.`)
  })

  it.each([
    ['failed', 30],
    ['unknown', 50],
    ['passed', 90],
  ] as const)('tells the range of the score of a run that is %s', (outcome, start) => {
    const best = { total: 1, passed: 1, failed: 0, skipped: 0, errored: 0 }
    const worst = { total: 9, passed: 0, failed: 9, skipped: 0, errored: 0 }
    const high = score(outcome, { errors: [], tests: best, falseClaims: 0, unread: 0 })
    const low = score(outcome, { errors: Array.from({ length: 9 }, anError), tests: worst, falseClaims: 9, unread: 9 })
    const [, min, max] = new RegExp(`^\\| ${outcome} \\| ${start} \\| (\\d+) to (\\d+) \\|$`, 'm').exec(text) ?? []
    expect(score(outcome, { errors: [], tests: undefined, falseClaims: 0, unread: 0 }, 'medium')).toBe(start)
    expect(low).toBe(Number(min))
    expect(high).toBeLessThanOrEqual(Number(max))
    expect(high).toBeGreaterThan(start)
  })
})

type Scored = Omit<Parameters<typeof scoreRun>[0], 'verdict'>

function score(outcome: ReportVerdict['outcome'], run: Scored, confidence: ReportVerdict['confidence'] = 'high') {
  return scoreRun({ verdict: { outcome, confidence, because: [] }, ...run }).total
}

function anError(): ReportError {
  return { type: 'error_detected', severity: 'high', count: 1, context: '' }
}

/** `errors[].rule`, `verdict.because[].line`: every field below one, lists and optional ones opened. */
function pathsWithin(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return pathsWithin(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => pathsWithin(option as z.ZodType, path))
  if (schema instanceof z.ZodArray) return pathsOfList(schema.element as z.ZodType, path)
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, member]) => {
    const below = pathsWithin(member, `${path}.${name}`)
    return isList(member) ? below : [`${path}.${name}`, ...below]
  })
}

/** A list at the top has its row in the first table. */
function pathsOfList(element: z.ZodType, path: string): string[] {
  const within = pathsWithin(element, `${path}[]`)
  return path.includes('.') ? [`${path}[]`, ...within] : within
}

function isList(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional ? isList(schema.unwrap() as z.ZodType) : schema instanceof z.ZodArray
}
