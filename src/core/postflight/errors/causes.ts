// Which errors a report lists, the cause first. Generic words and consequences say nothing where something specific
// does; what stands in other steps than the failing one is no cause.

import type { LogFindings } from '../log-findings.ts'
import { severityOf } from '../rules/matched-groups.ts'
import { toolOf, type Verdict } from '../verdict/decide.ts'
import type { Evidence } from '../verdict/evidence.ts'
import type { Candidate } from './candidate.ts'
import { withoutEchoes } from './echoes.ts'
import { type ErrorGroup, type Region, rankErrors } from './rank.ts'
import { lastWords, placeInTail } from './tail.ts'

/** What the words of the log came to. */
export interface Judgement {
  readonly region: Region
  readonly evidence: readonly Evidence[]
  readonly verdict: Verdict
}

/** Where no rule knows what failed, the place or the words right before the word of failure. */
export function findCauses(findings: LogFindings, { region, evidence, verdict }: Judgement): readonly ErrorGroup[] {
  const words = byTool(evidence)
  const all = findings.candidates.all().map((candidate) => withRecovery(candidate, words, { region, verdict }))
  const candidates = all.filter((candidate) => severityOf(candidate) === 'error')
  const listed = withoutNoise(rankErrors(candidates, region))
  if (verdict.outcome !== 'failed' || listed.some(isSpecific)) return listed
  const before = elsewhere(candidates, region)
  if (before !== undefined && !region.isCertain) return before
  const lesser = [...all.filter((candidate) => severityOf(candidate) === 'warning'), ...wordsBefore(findings, region)]
  const found = withoutNoise(rankErrors([...candidates, ...lesser], region))
  return found.some(isSpecific) ? found : (before ?? found)
}

/** Before the step that was taken for the failing one: a pipeline may say only at its end that a stage had failed. */
function elsewhere(candidates: readonly Candidate[], { end }: Region): readonly ErrorGroup[] | undefined {
  const listed = withoutNoise(rankErrors(candidates, { start: 1, end, isCertain: false }))
  return listed.some(isSpecific) ? listed : undefined
}

/** A later success of the same tool: what failed before was tried again. In the failing step nothing recovered. */
function withRecovery(
  candidate: Candidate,
  words: ReadonlyMap<string, readonly Evidence[]>,
  { region, verdict }: Omit<Judgement, 'evidence'>,
): Candidate {
  const isInFailure = candidate.line >= region.start && candidate.line <= region.end
  if (verdict.outcome === 'failed' && isInFailure) return candidate
  const later = words.get(toolOf(candidate.rule.owner))?.findLast(({ line }) => line > candidate.line)
  return later?.outcome === 'passed' ? { ...candidate, isRecovered: true } : candidate
}

function byTool(evidence: readonly Evidence[]): ReadonlyMap<string, readonly Evidence[]> {
  const words = new Map<string, Evidence[]>()
  for (const word of evidence) {
    const tool = toolOf(word.rule)
    const standing = words.get(tool)
    if (standing === undefined) words.set(tool, [word])
    else standing.push(word)
  }
  return words
}

function wordsBefore(findings: LogFindings, region: Region): readonly Candidate[] {
  const tail = findings.tails.find(({ line }) => line > region.start && line <= region.end)
  if (tail === undefined) return []
  const isHarmless = (text: string) => findings.isHarmless(text)
  const found = placeInTail(tail) ?? (tail.step === undefined ? undefined : lastWords(tail, isHarmless))
  return found === undefined ? [] : [found]
}

function withoutNoise(ranked: readonly ErrorGroup[]): readonly ErrorGroup[] {
  const [best, ...others] = ranked.filter(isSpecific)
  if (best !== undefined) {
    return withoutEchoes([best, ...others.filter(({ points }) => points >= best.points - LISTED_POINTS_BEHIND)])
  }
  return ranked.filter(({ candidate, points }) => !candidate.rule.isConsequence && points > 0).slice(0, GENERIC_MAX)
}

function isSpecific({ candidate: { rule }, points }: ErrorGroup): boolean {
  return !rule.isGeneric && !rule.isConsequence && points > LISTED_POINTS_MIN
}

const LISTED_POINTS_MIN = 30
/** What is so far behind the cause is noise beside it. */
const LISTED_POINTS_BEHIND = 20
const GENERIC_MAX = 3
