// How the run ended, by authority: the CI system's own word, else its word on the steps, else the build tools, else the
// test runners, else the error that the log ends with. The last of the highest authority decides; within an authority, a
// tool's later word replaces its earlier.

import { AUTHORITIES, type Authority } from '../rules/rule.ts'
import type { Evidence, Outcome } from './evidence.ts'

export interface Verdict {
  readonly outcome: Outcome | 'unknown'
  /** How much the deciding word is to be trusted. */
  readonly confidence: 'high' | 'medium' | 'low'
  /** The words that decided, the weightiest first. */
  readonly because: readonly Evidence[]
}

const BECAUSE_MAX = 3

/** `fatalLine`: where the last error stands that no tool would survive; 0 where there is none. */
export function decideVerdict(evidence: readonly Evidence[], fatalLine = 0): Verdict {
  const verdict = decideByWords(evidence)
  const isToolsWord = verdict.confidence !== 'high' && verdict.outcome === 'passed'
  const lastWord = Math.max(0, ...verdict.because.map(({ line }) => line))
  return isToolsWord && fatalLine > lastWord ? UNKNOWN : verdict
}

const UNKNOWN: Verdict = { outcome: 'unknown', confidence: 'low', because: [] }

function decideByWords(evidence: readonly Evidence[]): Verdict {
  const told = lastDecides(
    evidence.filter(({ authority }) => authority === 'message'),
    'high',
  )
  if (told !== undefined) return told
  for (const authority of AUTHORITIES) {
    const words = evidence.filter((one) => one.authority === authority)
    const verdict = DECISIONS[authority](words, evidence)
    if (verdict !== undefined) return verdict
  }
  const ofAuthority = (wanted: Evidence['authority']) => evidence.filter(({ authority }) => authority === wanted)
  return lastDecides(ofAuthority('agent'), 'high') ?? lastDecides(ofAuthority('end'), 'low') ?? UNKNOWN
}

type Decision = (words: readonly Evidence[], all: readonly Evidence[]) => Verdict | undefined

const DECISIONS: Readonly<Record<Authority, Decision>> = {
  ci: (words) => lastDecides(words, 'high'),
  step: (words, all) => {
    const failures = words.filter(({ outcome }) => outcome === 'failed')
    if (failures.length > 0) return verdictOf('failed', 'high', failures)
    return failedLater(words, all) ?? lastDecides(words, 'high')
  },
  build: (words, all) => {
    const verdict = lastOfEachTool(words, 'medium')
    return verdict?.outcome === 'passed' ? (failedLater(words, all) ?? verdict) : verdict
  },
  runner: (words) => lastOfEachTool(words, 'medium'),
}

function lastDecides(words: readonly Evidence[], confidence: Verdict['confidence']): Verdict | undefined {
  const last = words.at(-1)
  if (last === undefined) return undefined
  return verdictOf(
    last.outcome,
    confidence,
    words.filter(({ outcome }) => outcome === last.outcome),
  )
}

/** A step's success is no word on what a tool says after it. */
function failedLater(words: readonly Evidence[], all: readonly Evidence[]): Verdict | undefined {
  const lastLine = words.at(-1)?.line
  if (lastLine === undefined) return undefined
  const later = all.filter(({ line, outcome }) => line > lastLine && outcome === 'failed')
  return later.length === 0 ? undefined : verdictOf('failed', 'medium', later)
}

/** Failed when the last word of any tool is; what it said before was tried again. Its words on lines in a row are one. */
function lastOfEachTool(words: readonly Evidence[], confidence: Verdict['confidence']): Verdict | undefined {
  if (words.length === 0) return undefined
  const lasts = lastWords(words)
  const failed = lasts.filter(({ outcome }) => outcome === 'failed')
  if (failed.length > 0) return verdictOf('failed', confidence, failed)
  return verdictOf('passed', confidence, lasts)
}

/** As hosts of a play are listed: that one is well says nothing of the one above. */
function lastWords(words: readonly Evidence[]): readonly Evidence[] {
  const lasts = new Map<string, { readonly word: Evidence; readonly line: number }>()
  for (const word of words) {
    const tool = toolOf(word.rule)
    const before = lasts.get(tool)
    const isOne = before?.word.outcome === 'failed' && word.line === before.line + 1
    lasts.set(tool, { word: isOne ? before.word : word, line: word.line })
  }
  return [...lasts.values()].map(({ word }) => word)
}

/** Rules are named after their tool first: `maven-build-failure`, `maven-build-success`. */
export function toolOf(rule: string): string {
  const [first = rule, second] = rule.split('-')
  return GENERAL_PREFIXES.has(first) ? (second ?? first) : first
}

const GENERAL_PREFIXES: ReadonlySet<string> = new Set(['build', 'ci', 'test'])

function verdictOf(outcome: Outcome, confidence: Verdict['confidence'], words: readonly Evidence[]): Verdict {
  return { outcome, confidence, because: eachLineOnce(words).slice(-BECAUSE_MAX).reverse() }
}

/** Two rules may read one line: the word that tells the exit code is kept, else the later. */
function eachLineOnce(words: readonly Evidence[]): readonly Evidence[] {
  const byLine = new Map<number, Evidence>()
  for (const word of words) {
    if (word.exitCode !== undefined || byLine.get(word.line)?.exitCode === undefined) byLine.set(word.line, word)
  }
  return words.filter((word) => word.line === 0 || byLine.get(word.line) === word)
}
