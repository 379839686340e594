// The classic rule pack: the rules, the score and the recommendations of the original script, equal to it in
// every field of the report for any bytes. docs/classic-rules.md says where the script fails and this pack does not.

import type { Conclusion, RulePack, Told } from '../rule-pack.ts'
import { buildAutomaton } from './automaton.ts'
import { type Findings, recommendClassic, scoreClassic } from './findings.ts'
import { readPatterns } from './patterns.ts'
import { ClassicReader, type CompiledRules } from './reader.ts'
import { CLASSIC_RULES, EXIT_MARK } from './rules.ts'

/** Part of every report, so that a report says by which rules it was made. */
const CLASSIC_PACK = { name: 'classic', version: '1' } as const

/** `bytesMax`: how much of a log is read. */
export function createClassicPack({ bytesMax }: { readonly bytesMax: number }): RulePack {
  return {
    ...CLASSIC_PACK,
    open: () => {
      const reader = openClassicReader(bytesMax)
      return { push: (chunk) => reader.push(chunk), end: (told) => conclude(reader.end(), told) }
    },
  }
}

export function openClassicReader(bytesMax: number): ClassicReader {
  return new ClassicReader(compiledRules(), bytesMax)
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

function conclude(found: Findings, told: Told): Conclusion {
  const findings = { ...found, exitCode: told.exitCode ?? found.exitCode }
  const qualityScore = scoreClassic(findings)
  return {
    exit_code: findings.exitCode,
    quality_score: qualityScore,
    errors: [...findings.errors],
    warnings: [...findings.warnings],
    successes: [...findings.successes],
    learnings: [...findings.learnings],
    recommendations: [...recommendClassic(findings, qualityScore)],
  }
}
