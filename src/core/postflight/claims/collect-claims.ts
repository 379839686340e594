// Collects what the agent, or the job in an echo of its own, says it has done; of each kind the last.

import type { LineReader } from '../reading/line-reader.ts'
import type { LogLine } from '../reading/log-line.ts'
import { CLAIM_CHARACTERS_MAX, type Claim, type ClaimKind } from './claim.ts'
import { CLAIM_LITERALS, outputStatement, statementsOf } from './statements.ts'

export interface ClaimCollector extends LineReader {
  /** In the order of their lines. */
  end(): readonly Claim[]
}

/** One line can claim several things; more than one of each kind would repeat themselves. */
export function openClaims(): ClaimCollector {
  const last = new Map<ClaimKind, Claim>()
  return {
    literals: CLAIM_LITERALS,
    read(line) {
      for (const { kind, sentence } of statementsIn(line)) {
        last.set(kind, { kind, claim: shorten(sentence), line: line.number })
      }
    },
    end: () => [...last.values()].sort((one, other) => one.line - other.line),
  }
}

function statementsIn({ speaker, text }: LogLine): ReturnType<typeof statementsOf> {
  if (speaker === 'agent') return statementsOf(text.slice(0, TEXT_CHARACTERS_MAX))
  const statement = speaker === 'output' ? outputStatement(text.slice(0, TEXT_CHARACTERS_MAX)) : undefined
  return statement === undefined ? [] : [statement]
}

const TEXT_CHARACTERS_MAX = 2_000

function shorten(sentence: string): string {
  const text = sentence.replace(/^[\s>*#•-]{1,12}/, '').trim()
  return text.length <= CLAIM_CHARACTERS_MAX ? text : `${text.slice(0, CLAIM_CHARACTERS_MAX - 1)}…`
}
