// Hard facts of agents' runs as sentences for the report, the same for all formats.

import type { Patch } from './patch.ts'
import type { AgentFact } from './transcript.ts'

export interface Submission {
  readonly line: number
  /** The format hands in a patch with it, so that its absence tells something. */
  readonly hasPatch: boolean
}

export function submissionFacts({ line, hasPatch }: Submission, patch: Patch): readonly AgentFact[] {
  const submitted: AgentFact = { kind: 'submitted', line, text: 'The agent submitted its work.' }
  if (!hasPatch) return [submitted]
  if (patch.isEmpty) return [submitted, { kind: 'empty_patch', line, text: 'The submitted patch is empty.' }]
  if (patch.touchesSource) return [submitted]
  const text = 'The submitted patch touches no source file: only tests, scratch files or leftovers.'
  return [submitted, { kind: 'no_source_changed', line: patch.line, text }]
}

export function limitFact(limit: string, line: number): AgentFact {
  return { kind: 'limit_reached', line, text: `The agent ran into its limit of ${limit}.` }
}

export function noFinishFact(text: string, line?: number): AgentFact {
  return { kind: 'no_finish', line, text }
}

export function noStepFact(text: string, line?: number): AgentFact {
  return { kind: 'no_step', line, text }
}

export function neverStartedFact(text: string, line?: number): AgentFact {
  return { kind: 'never_started', line, text }
}
