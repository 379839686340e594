// Adds what the runners of one log say to the report's `tests`. Holds counts and a bounded number of names.

import { addCounts, NO_COUNTS } from './counts.ts'
import type { RunnerEvent, TestCounts, TestRunner } from './runner.ts'

export interface RunnerTally extends TestCounts {
  readonly runner: string
  /** Of its last summary. */
  readonly line: number
  readonly failed_names: readonly string[]
}

export interface Tests extends TestCounts {
  /** Each once, in order of appearance. */
  readonly failed_names: readonly string[]
  /** Names beyond the limit; of those beyond `NAMES_KEPT_MAX` repetitions are no longer told apart. */
  readonly failed_names_omitted: number
  readonly by_runner: readonly RunnerTally[]
}

export interface LastRun {
  readonly runner: string
  /** Of its summary. */
  readonly line: number
  readonly passed: number
  /** With those that ended in an error. */
  readonly failed: number
}

/** Names in a report. */
export const FAILED_NAMES_MAX = 200
/** Names held per runner to tell repetitions apart. */
const NAMES_KEPT_MAX = 10_000

interface Entry {
  readonly runner: TestRunner
  runs: Sum
  parts: Sum
  line: number
  readonly names: Set<string>
  namesBeyond: number
}

interface Sum {
  readonly spoken: boolean
  readonly counts: TestCounts
  /** What the sum was before the last summary, for one that replaces it. */
  readonly before: TestCounts
  /** The last summary replaced the one before: the runner says it bit by bit, and may not be through. */
  readonly isGrowing: boolean
}

const NOTHING: Sum = { spoken: false, counts: NO_COUNTS, before: NO_COUNTS, isGrowing: false }

export class TestTally {
  private readonly entries = new Map<string, Entry>()
  private lastSummary: { readonly line: number; readonly runner: string } | undefined

  /** Lines come in order. Of two runners that read a summary in the same line the first has it. */
  add(runner: TestRunner, line: number, event: RunnerEvent): void {
    if (event.kind === 'failed') {
      keepName(this.entryOf(runner), event.name)
      return
    }
    if (this.lastSummary?.line === line && this.lastSummary.runner !== runner.name) return
    this.lastSummary = { line, runner: runner.name }
    const entry = this.entryOf(runner)
    const key = event.scope === 'run' ? 'runs' : 'parts'
    const { counts, before } = entry[key]
    const isGrowing = event.replaces === true
    const base = isGrowing ? before : counts
    entry[key] = { spoken: true, counts: addCounts(base, event.counts), before: base, isGrowing }
    entry.line = line
  }

  /** Of each runner that summed up a whole run at once, save one that is no runner in particular: its last. */
  lastRuns(): readonly LastRun[] {
    return this.believed()
      .filter(({ runs, runner }) => runs.spoken && !runs.isGrowing && runner.isFallback !== true)
      .map(({ runner, runs, line }) => ({
        runner: runner.name,
        line,
        failed: sumOfFailed(runs.counts) - sumOfFailed(runs.before),
        passed: runs.counts.passed - runs.before.passed,
      }))
  }

  /** Undefined when no runner summed anything up. */
  result(): Tests | undefined {
    const believed = this.believed()
    if (believed.length === 0) return undefined
    const names = new Set(believed.flatMap((entry) => [...this.namesOf(entry)]))
    const beyond = believed.reduce((sum, { namesBeyond }) => sum + namesBeyond, 0)
    return {
      ...believed.map(countsOf).reduce(addCounts, NO_COUNTS),
      failed_names: [...names].slice(0, FAILED_NAMES_MAX),
      failed_names_omitted: Math.max(0, names.size - FAILED_NAMES_MAX) + beyond,
      by_runner: believed.map((entry) => ({
        runner: entry.runner.name,
        line: entry.line,
        ...countsOf(entry),
        failed_names: [...this.namesOf(entry)].slice(0, FAILED_NAMES_MAX),
      })),
    }
  }

  private believed(): readonly Entry[] {
    return believe([...this.entries.values()].filter(({ runs, parts }) => runs.spoken || parts.spoken))
  }

  /** A runner that names no test itself is helped by those it drives. */
  private namesOf(entry: Entry): ReadonlySet<string> {
    if (entry.names.size > 0 || countsOf(entry).failed + countsOf(entry).errored === 0) return entry.names
    const driven = entry.runner.drives ?? []
    return new Set(driven.flatMap((name) => [...(this.entries.get(name)?.names ?? [])]))
  }

  private entryOf(runner: TestRunner): Entry {
    const standing = this.entries.get(runner.name)
    if (standing !== undefined) return standing
    const entry = { runner, runs: NOTHING, parts: NOTHING, line: 0, names: new Set<string>(), namesBeyond: 0 }
    this.entries.set(runner.name, entry)
    return entry
  }
}

/** Leaves out who was driven by another that speaks and, where anyone better speaks, all but him. */
function believe(speakers: readonly Entry[]): readonly Entry[] {
  const driven = new Set(speakers.flatMap(({ runner }) => runner.drives ?? []))
  const own = speakers.filter(({ runner }) => !driven.has(runner.name))
  const specific = own.filter(({ runner }) => runner.isFallback !== true)
  return specific.length > 0 ? specific : own.slice(0, 1)
}

function sumOfFailed({ failed, errored }: TestCounts): number {
  return failed + errored
}

function countsOf({ runs, parts }: Entry): TestCounts {
  return runs.spoken ? runs.counts : parts.counts
}

function keepName(entry: Entry, name: string): void {
  if (entry.names.has(name)) return
  if (entry.names.size < NAMES_KEPT_MAX) entry.names.add(name)
  else entry.namesBeyond++
}
