// Counts as runners write them, turned into the five that a report shows: `total` is always the sum of the others.

import type { RunnerEvent, TestCounts } from './runner.ts'

export type Column = 'passed' | 'failed' | 'skipped' | 'errored'

/** What a runner said; a number it did not say is left out. */
export type SaidCounts = { readonly [column in Column | 'total']?: number | undefined }

/** Which column a runner's word belongs to; words that are not in it count nothing. */
export type Columns = Readonly<Record<string, Column | 'total'>>

/** Names are cut here, so that a log cannot make them costly. */
export const NAME_CHARACTERS_MAX = 500
/** Numbers with more digits than this are no counts of tests. */
const COUNT_DIGITS_MAX = 9

export const NO_COUNTS: TestCounts = { total: 0, passed: 0, failed: 0, skipped: 0, errored: 0 }

/**
 * Where the total was said, what it leaves over goes to `passed`, or to `skipped` if the passed were said too. A total
 * that contradicts the rest is not believed.
 */
export function toCounts(said: SaidCounts): TestCounts {
  const { failed = 0, errored = 0 } = said
  const others = failed + errored + (said.skipped ?? 0)
  const passed = said.passed ?? Math.max(0, (said.total ?? 0) - others)
  const skipped = said.skipped ?? Math.max(0, (said.total ?? 0) - passed - failed - errored)
  return { total: passed + failed + skipped + errored, passed, failed, skipped, errored }
}

export function addCounts(left: TestCounts, right: TestCounts): TestCounts {
  return {
    total: left.total + right.total,
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    errored: left.errored + right.errored,
  }
}

export function runOf(said: SaidCounts): RunnerEvent {
  return { kind: 'summary', scope: 'run', counts: toCounts(said) }
}

/** A run's summary that takes the place of the last one. */
export function runAgain(said: SaidCounts): RunnerEvent {
  return { kind: 'summary', scope: 'run', counts: toCounts(said), replaces: true }
}

export function partOf(said: SaidCounts): RunnerEvent {
  return { kind: 'summary', scope: 'part', counts: toCounts(said) }
}

export function failure(name: string): RunnerEvent {
  return { kind: 'failed', name: name.trim().slice(0, NAME_CHARACTERS_MAX) }
}

/** `1 failed, 2 passed` or `1 failed | 2 passed`; undefined when no word is of the columns. */
export function readTerms(text: string, columns: Columns): SaidCounts | undefined {
  return gather(text.matchAll(/\b(?<count>\d{1,9}) (?<word>[A-Za-z]{1,30})/g), columns)
}

/** `Failed: 1, Passed: 2` or `failures=1`, also where words stand between (`expected failures=1`). */
export function readPairs(text: string, columns: Columns): SaidCounts | undefined {
  return gather(
    text.matchAll(/\b(?<word>[A-Za-z]{1,30}(?: [A-Za-z]{1,30})?) ?[:=] {0,20}(?<count>\d{1,9})\b/g),
    columns,
  )
}

type Said = { [column in Column | 'total']?: number }

function gather(matches: Iterable<RegExpExecArray>, columns: Columns): SaidCounts | undefined {
  const said: Said = {}
  for (const { groups } of matches) {
    const column = columns[groups?.['word']?.toLowerCase() ?? '']
    if (column !== undefined) said[column] = (said[column] ?? 0) + Number(groups?.['count'])
  }
  return Object.keys(said).length === 0 ? undefined : said
}

/**
 * The named groups of a match: `total`, `passed`, `failed`, `skipped`, `errored`, each also with a digit behind it when
 * two numbers go into one column.
 */
export function toSaid(groups: Readonly<Record<string, string | undefined>>): SaidCounts {
  const said: Said = {}
  for (const [group, value] of Object.entries(groups)) {
    const column = group.replace(/\d$/, '')
    if (value === undefined || value.length > COUNT_DIGITS_MAX || !isColumn(column)) continue
    said[column] = (said[column] ?? 0) + (Number(value) || 0)
  }
  return said
}

function isColumn(word: string): word is Column | 'total' {
  return ['total', 'passed', 'failed', 'skipped', 'errored'].includes(word)
}
