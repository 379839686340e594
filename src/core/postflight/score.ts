// The score and where each point comes from. Failed runs lie from 0 to 39, unknown ones from 40 to 60, passed ones from
// 61 to 100, so that the score never says anything else than the verdict.

import type { ReportError } from '../report.ts'
import type { TestCounts } from './runners/runner.ts'
import type { Verdict } from './verdict/decide.ts'

export interface ScoreItem {
  readonly points: number
  readonly reason: string
}

export interface ScoredRun {
  readonly verdict: Verdict
  /** As reported. */
  readonly errors: readonly ReportError[]
  readonly tests: TestCounts | undefined
  /** Claims that the evidence contradicts. */
  readonly falseClaims: number
  /** Parts of the log that were not read. */
  readonly unread: number
}

export interface Score {
  /** 0 to 100. */
  readonly total: number
  /** Adds up to the total. */
  readonly items: readonly ScoreItem[]
}

const BANDS = {
  failed: { start: 30, min: 0, max: 39, reason: 'the run failed' },
  unknown: { start: 50, min: 40, max: 60, reason: 'nothing says how the run ended' },
  passed: { start: 90, min: 61, max: 100, reason: 'the run passed' },
} as const

export function scoreRun(run: ScoredRun): Score {
  const band = BANDS[run.verdict.outcome]
  const items: ScoreItem[] = [{ points: band.start, reason: band.reason }, ...itemsOf(run)]
  const sum = items.reduce((total, { points }) => total + points, 0)
  const total = Math.min(band.max, Math.max(band.min, sum))
  const limited = { points: total - sum, reason: `the ${run.verdict.outcome} range is ${band.min} to ${band.max}` }
  return { total, items: limited.points === 0 ? items : [...items, limited] }
}

const EACH_MAX = 5

function itemsOf({ verdict, errors, tests, falseClaims, unread }: ScoredRun): readonly ScoreItem[] {
  const standing = errors.filter(({ recovered, tolerated }) => recovered !== true && tolerated !== true).length
  const passed = tests?.passed ?? 0
  const items = [
    item(-2, standing, ['an error that stands', 'errors that stand']),
    item(-1, errors.length - standing, ['an error that was tolerated', 'errors that were tolerated']),
    item(-1, (tests?.failed ?? 0) + (tests?.errored ?? 0), ['a test failed', 'tests failed']),
    item(-3, falseClaims, ['a claim that the log contradicts', 'claims that the log contradicts']),
    item(-1, unread, ['a part of the log was not read', 'parts of the log were not read']),
    passed > 0 ? { points: 5, reason: passed === 1 ? 'one test passed' : `${passed} tests passed` } : undefined,
    verdict.confidence === 'high' && verdict.outcome === 'passed'
      ? { points: 5, reason: 'told by the system itself' }
      : undefined,
  ]
  return items.filter((one) => one !== undefined)
}

/** Points for each, up to five of a kind; in words for one of them and for several. */
function item(points: number, count: number, [one, many]: readonly [string, string]): ScoreItem | undefined {
  if (count === 0) return undefined
  return { points: points * Math.min(count, EACH_MAX), reason: count === 1 ? one : `${count} ${many}` }
}
