// Puts the cause first. What each consideration is worth was measured on labelled logs of builds: how specific the rule
// is counts most, then whether the line stands in the step that failed, then what follows from what.

import { fillPlaceholders } from '../rules/fill-placeholders.ts'
import { messageWith } from '../rules/matched-groups.ts'
import { UNFINISHED_PHASE } from '../structure/endings.ts'
import type { Evidence } from '../verdict/evidence.ts'
import type { Candidate } from './candidate.ts'
import { normalise } from './fingerprint.ts'

export interface ErrorGroup {
  readonly candidate: Candidate
  readonly message: string
  /** What makes it one with others of its rule: the rule's own choice of what was captured, else the message. */
  readonly identity: string
  readonly count: number
  readonly points: number
}

export interface Region {
  /** The failing step, first and last line. */
  readonly start: number
  readonly end: number
  /** The step itself was said to have failed; else it is only the last one before the word on the whole job. */
  readonly isCertain: boolean
}

const POINTS = {
  outside: -80,
  afterwards: -80,
  details: 5,
  coloured: 3,
  marked: 4,
  nearestMax: 6,
  recovered: -25,
} as const
/** So many lines before the first consequence, nearness counts. */
const NEAR_LINES = 60

/** The most likely cause first; errors that are one are one group. */
export function rankErrors(candidates: readonly Candidate[], region: Region): readonly ErrorGroup[] {
  const firstConsequence =
    candidates.find(({ rule, line }) => rule.isConsequence && line >= region.start)?.line ?? region.end
  const points = candidates.map((candidate) => pointsOf(candidate, region, firstConsequence))
  return groupAlike(candidates, points).sort((one, other) => other.points - one.points || orderOf(one, other))
}

function pointsOf(candidate: Candidate, region: Region, firstConsequence: number): number {
  const { rule, line } = candidate
  let points = rule.priority
  if (line < region.start) points += POINTS.outside
  if (line > region.end) points += POINTS.afterwards
  if (candidate.isRecovered) points += POINTS.recovered
  if (rule.isConsequence) return points
  if (candidate.details > 0) points += POINTS.details
  if (candidate.isRed) points += POINTS.coloured
  if (candidate.isMarked) points += POINTS.marked
  if (isNearest(candidate)) points += nearness(firstConsequence - line)
  return points
}

/** Of tests, lint findings and compile errors the first is the cause; of anything else the one nearest to what followed. */
function isNearest({ rule }: Candidate): boolean {
  return rule.category !== 'test' && rule.category !== 'lint' && rule.category !== 'compile'
}

function nearness(distance: number): number {
  if (distance < 0 || distance > NEAR_LINES) return 0
  return POINTS.nearestMax * (1 - distance / NEAR_LINES)
}

function orderOf(one: ErrorGroup, other: ErrorGroup): number {
  const isLate = isNearest(one.candidate) && isNearest(other.candidate)
  const distance = one.candidate.line - other.candidate.line
  return isLate ? -distance : distance
}

function groupAlike(candidates: readonly Candidate[], points: readonly number[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>()
  const keys = new Map<string, string>()
  candidates.forEach((candidate, index) => {
    const message = messageWith(candidate.rule, messageOf(candidate), candidate.after)
    const identity = identityOf(candidate, message)
    const key = `${candidate.rule.owner}\n${known(keys, identity)}`
    const group = { candidate, message, identity, count: 1, points: points[index] ?? 0 }
    const standing = groups.get(key)
    groups.set(key, standing === undefined ? group : merge(standing, group))
  })
  return [...groups.values()]
}

function identityOf({ rule, groups }: Candidate, message: string): string {
  if (rule.fingerprint === undefined) return message
  return fillPlaceholders(rule.fingerprint, { ...groups, message }, () => '')
}

/** The same text often comes again. */
function known(keys: Map<string, string>, identity: string): string {
  const standing = keys.get(identity)
  if (standing !== undefined) return standing
  const normal = normalise(identity)
  keys.set(identity, normal)
  return normal
}

function merge(standing: ErrorGroup, group: ErrorGroup): ErrorGroup {
  const better = group.points > standing.points || isSummedUp(standing, group) ? group : standing
  return { ...better, count: standing.count + group.count }
}

/** A runner that names a failed test far below again sums up: there it says why. */
function isSummedUp(
  { candidate: first, points }: ErrorGroup,
  { candidate: again, points: later }: ErrorGroup,
): boolean {
  return first.rule.category === 'test' && again.line - first.line > SUMMARY_LINES_MIN && later === points
}

const SUMMARY_LINES_MIN = 40
const MESSAGE_CHARACTERS_MAX = 500

function messageOf({ groups, text }: Candidate): string {
  const message = groups.message || text
  const coded = groups.code !== undefined && !message.includes(groups.code) ? `${groups.code}: ${message}` : message
  return coded.trim().slice(0, MESSAGE_CHARACTERS_MAX)
}

/** From the beginning of the step that failed first to the word that says so; the whole log where nothing says. */
export function failingRegion(
  evidence: readonly Evidence[],
  stepStart: (line: number) => number,
  lastLine: number,
): Region {
  const failures = evidence.filter(({ outcome }) => outcome === 'failed')
  const step = failures.find(({ authority }) => authority === 'step')
  const deciding = step ?? failures.findLast(({ authority }) => authority === 'ci')
  if (deciding === undefined) return { start: 1, end: lastLine, isCertain: false }
  if (deciding.rule === UNFINISHED_PHASE) return { start: deciding.line, end: lastLine, isCertain: true }
  return { start: stepStart(deciding.line), end: deciding.line, isCertain: step !== undefined }
}
