// What a log says of how the run ended, collected by whose word it is.

import type { Authority } from '../rules/rule.ts'

export type Outcome = 'passed' | 'failed'

export interface Evidence {
  /** `message`: told by whoever reported the job. `agent`: a hard fact about an agent's run. `end`: how the log ends. */
  readonly authority: Authority | 'message' | 'agent' | 'end'
  readonly outcome: Outcome
  /** The rule that read it. */
  readonly rule: string
  /** 0 where no line says it. */
  readonly line: number
  readonly text: string
  /** The process' exit code, where the line says it. */
  readonly exitCode: number | undefined
}

/** Of a line, so much is quoted. */
const QUOTED_CHARACTERS_MAX = 300

export function quoted({ number, text }: { readonly number: number; readonly text: string }): Quoted {
  return { line: number, text: text.trim().slice(0, QUOTED_CHARACTERS_MAX) }
}

type Quoted = Pick<Evidence, 'line' | 'text'>

export function inOrder(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...evidence].sort((one, other) => one.line - other.line)
}

/** Kept of each authority, from the beginning and from the end. */
const KEPT_MAX = 256

/** A tool that says the same over and over takes no room from a weightier word. */
export class EvidenceLog {
  readonly #byAuthority = new Map<Evidence['authority'], { readonly first: Evidence[]; readonly last: Evidence[] }>()

  add(evidence: Evidence): void {
    const kept = this.#byAuthority.get(evidence.authority) ?? { first: [], last: [] }
    this.#byAuthority.set(evidence.authority, kept)
    if (kept.first.length < KEPT_MAX) kept.first.push(evidence)
    else kept.last.push(evidence)
    if (kept.last.length > 2 * KEPT_MAX) kept.last.splice(0, KEPT_MAX)
  }

  /** In no particular order. */
  all(): readonly Evidence[] {
    return [...this.#byAuthority.values()].flatMap(({ first, last }) => [...first, ...last])
  }
}
