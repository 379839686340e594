// Words on an agent's run: only hard facts. What tests printed on the way says next to nothing of how the run ended.

import type { AgentRun } from '../transcripts/transcript.ts'
import type { Evidence } from './evidence.ts'

/** A run that handed its work in is not thereby a success: that stays unknown. */
export function agentEvidence({ facts }: AgentRun): readonly Evidence[] {
  return facts
    .filter(({ kind }) => kind !== 'submitted')
    .map(({ kind, line, text }) => ({
      authority: 'agent',
      outcome: 'failed',
      rule: `agent-${kind.replaceAll('_', '-')}`,
      line: line ?? 0,
      text,
      exitCode: undefined,
    }))
}
