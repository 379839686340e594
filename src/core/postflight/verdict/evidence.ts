// What a log says of how the run ended, collected by whose word it is.

import type { Authority } from '../rules/rule.ts'

export type Outcome = 'passed' | 'failed'

export interface Evidence {
  /** `message`: told by whoever reported the job. `agent`: a hard fact about an agent's run. */
  readonly authority: Authority | 'message' | 'agent'
  readonly outcome: Outcome
  /** The rule that read it. */
  readonly rule: string
  /** 0 where no line says it. */
  readonly line: number
  readonly text: string
  /** The process' exit code, where the line says it. */
  readonly exitCode: number | undefined
}

export function inOrder(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...evidence].sort((one, other) => one.line - other.line)
}

/** Kept of each authority, from the beginning and from the end. */
const KEPT_MAX = 256

export class EvidenceLog {
  readonly #first: Evidence[] = []
  readonly #last: Evidence[] = []

  add(evidence: Evidence): void {
    if (this.#first.length < KEPT_MAX) this.#first.push(evidence)
    else this.#last.push(evidence)
    if (this.#last.length > 2 * KEPT_MAX) this.#last.splice(0, KEPT_MAX)
  }

  /** In the order of the log. */
  all(): readonly Evidence[] {
    return [...this.#first, ...this.#last]
  }
}
