// The classic rule pack: the rules, the score and the recommendations of the original script, equal to it in
// every field of the report for any bytes. docs/classic-rules.md says where the script fails and this pack does not.

import type { ReportError } from '../report.ts'
import type { RulePack, ScoredFacts } from '../rule-pack.ts'
import { buildAutomaton } from './automaton.ts'
import { readPatterns } from './patterns.ts'
import { ClassicReader, type CompiledRules } from './reader.ts'
import { CLASSIC_RULES, EXIT_MARK } from './rules.ts'

/** Part of every report, so that a report says by which rules it was made. */
const CLASSIC_PACK = { name: 'classic', version: '1' } as const

/** `bytesMax`: how much of a log is read. */
export function createClassicPack({ bytesMax }: { readonly bytesMax: number }): RulePack {
  return {
    ...CLASSIC_PACK,
    open: () => new ClassicReader(compiledRules(), bytesMax),
    score,
    recommend,
  }
}

let compiled: CompiledRules | undefined

function compiledRules(): CompiledRules {
  compiled ??= compile()
  return compiled
}

function compile(): CompiledRules {
  const { words, uses } = readPatterns(CLASSIC_RULES)
  return {
    rules: CLASSIC_RULES,
    automaton: buildAutomaton([...words, EXIT_MARK]),
    words: [
      ...words.map((word, index) => ({ length: word.length, uses: uses[index] ?? [] })),
      { length: EXIT_MARK.length, uses: 'exit' },
    ],
  }
}

/** Points of the 0 to 100 scale. */
const POINTS = { base: 50, exitZero: 30, exitOther: -20, high: -15, medium: -8, low: 0, success: 5, learning: 3 }

function score(facts: ScoredFacts): number {
  const errors = facts.errors.reduce((sum, error) => sum + POINTS[error.severity], 0)
  const signs = facts.successes.length * POINTS.success + facts.learnings.length * POINTS.learning
  return Math.max(0, Math.min(100, POINTS.base + exitPoints(facts) + errors + signs))
}

function exitPoints({ exitCode }: ScoredFacts): number {
  if (exitCode === null) return 0
  return exitCode === 0 ? POINTS.exitZero : POINTS.exitOther
}

/** Below this score a report recommends a review. */
const LOW_SCORE = 50

function recommend(facts: ScoredFacts & { readonly qualityScore: number }): readonly string[] {
  const { exitCode, errors, learnings, qualityScore } = facts
  return [
    ...(exitCode !== null && exitCode !== 0 ? ['Task failed - review error logs and consider retry'] : []),
    ...errors.flatMap(adviceFor),
    ...(qualityScore < LOW_SCORE ? ['Low quality score - task may need review or retry'] : []),
    ...(learnings.length === 0 ? ['No learnings captured - consider documenting key insights'] : []),
  ]
}

function adviceFor(error: ReportError): readonly string[] {
  const rule = CLASSIC_RULES.find(({ id }) => id === error.type)
  return rule?.kind === 'error' && rule.advice !== undefined ? [rule.advice] : []
}
