// What a new analysis of a job changes in its report, as a list: the verdict first, then what led to it. The time of
// the analysis is no change, and a rule pack alone is none either: it changes what stands in the other fields, or nothing.

import { isDeepStrictEqual } from 'node:util'
import { type Outcome, outcomeOf } from '../formats/verdict-words.ts'
import { type Analysis, analysisSchema, type ExitCode, type Learning, type ReportTests } from '../report.ts'
import { compareErrors, type ErrorChange } from './error-changes.ts'

export type Change =
  | { readonly kind: 'verdict'; readonly from: Outcome; readonly to: Outcome }
  | { readonly kind: 'score'; readonly from: number; readonly to: number }
  | { readonly kind: 'exit_code'; readonly from: ExitCode | null; readonly to: ExitCode | null }
  | ErrorChange
  | { readonly kind: 'tests'; readonly from: TestCounts | null; readonly to: TestCounts | null }
  | { readonly kind: 'learning'; readonly what: AddedOrGone; readonly type: string; readonly text: string }
  | { readonly kind: 'recommendation' | 'warning'; readonly what: AddedOrGone; readonly text: string }
  /** Fields that are not the same, though nothing above says so: lines, words, what was tolerated. */
  | { readonly kind: 'details'; readonly fields: readonly string[] }

export type AddedOrGone = 'added' | 'gone'
export type TestCounts = Pick<ReportTests, 'total' | 'passed' | 'failed' | 'skipped' | 'errored'>

/** Empty where the report stays as it is. Both as they come out of a store, without members that are `undefined`. */
export function compareReports(stored: Analysis, today: Analysis): readonly Change[] {
  const told = [
    ...valueChange('verdict', outcomeOf(stored), outcomeOf(today)),
    ...valueChange('score', stored.quality_score, today.quality_score),
    ...valueChange('exit_code', stored.exit_code, today.exit_code),
    ...compareErrors(stored.errors, today.errors),
    ...valueChange('tests', countsOf(stored), countsOf(today)),
    ...compareLearnings(stored.learnings, today.learnings),
    ...compareTexts('recommendation', stored.recommendations, today.recommendations),
    ...compareTexts('warning', stored.warnings, today.warnings),
  ] as readonly Change[]
  const fields = otherFields(stored, today, told)
  return fields.length === 0 ? told : [...told, { kind: 'details', fields }]
}

function valueChange<Kind extends string, Value>(kind: Kind, from: Value, to: Value) {
  return isDeepStrictEqual(from, to) ? [] : [{ kind, from, to }]
}

function countsOf({ tests }: Analysis): TestCounts | null {
  if (tests === undefined) return null
  const { total, passed, failed, skipped, errored } = tests
  return { total, passed, failed, skipped, errored }
}

function compareLearnings(stored: readonly Learning[], today: readonly Learning[]): readonly Change[] {
  const keyOf = ({ type, content }: Learning) => JSON.stringify([type, content])
  return compareLists(stored, today, keyOf).map(({ what, item: { type, content } }) => {
    return { kind: 'learning', what, type, text: content }
  })
}

function compareTexts(
  kind: 'recommendation' | 'warning',
  stored: readonly string[],
  today: readonly string[],
): readonly Change[] {
  return compareLists(stored, today, (text) => text).map(({ what, item }) => ({ kind, what, text: item }))
}

/** What came before what went; two that are equal are one, and their order says nothing. */
function compareLists<Item>(stored: readonly Item[], today: readonly Item[], keyOf: (item: Item) => string) {
  const before = new Map(stored.map((item) => [keyOf(item), item]))
  const now = new Map(today.map((item) => [keyOf(item), item]))
  const added = [...now].filter(([key]) => !before.has(key)).map(([, item]) => ({ what: 'added' as const, item }))
  const gone = [...before].filter(([key]) => !now.has(key)).map(([, item]) => ({ what: 'gone' as const, item }))
  return [...added, ...gone]
}

type Field = keyof Analysis

/** Fields that say who was analysed, when and by what, not what came of it. */
const PROVENANCE: ReadonlySet<string> = new Set<Field>([
  'job_id',
  'run_attempt',
  'timestamp',
  'schema_version',
  'rule_pack',
])

/** What each kind of change tells of; the points of a score are the score's. */
const TOLD_FIELDS = {
  verdict: ['verdict'],
  score: ['quality_score', 'score_breakdown'],
  exit_code: ['exit_code'],
  error: ['errors'],
  tests: ['tests'],
  learning: ['learnings'],
  recommendation: ['recommendations'],
  warning: ['warnings'],
  details: [],
} as const satisfies Record<Change['kind'], readonly Field[]>

function otherFields(stored: Analysis, today: Analysis, told: readonly Change[]): readonly string[] {
  const known = new Set<string>(told.flatMap(({ kind }) => TOLD_FIELDS[kind]))
  const fields = Object.keys(analysisSchema.shape) as Field[]
  return fields.filter(
    (field) => !PROVENANCE.has(field) && !known.has(field) && !isDeepStrictEqual(stored[field], today[field]),
  )
}
