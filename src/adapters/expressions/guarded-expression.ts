// Expressions that nobody has vouched for. They begin in an engine that cannot hang: RE2, which is linear, where it finds
// the same groups, else V8 under a time limit. One that has taken a while is examined, and runs free once it is proven
// linear. What a rule's expressions take is bounded for each log; beyond that the rule is dropped for the log.

import { performance } from 'node:perf_hooks'
import {
  type CompileExpression,
  type Expression,
  type ExpressionCosts,
  ExpressionOverBudget,
} from '../../core/postflight/rules/expression.ts'
import { isProvenLinear } from './proof.ts'
import { openRe2 } from './re2-engine.ts'
import { execWithin } from './timed-engine.ts'

/** What all expressions of one rule may take in one log. */
export const LOG_MS_MAX = 250
/** After so much the second that a proof may take is worth it. */
const PROOF_WORTH_MS = 500

/** For the expressions of one rule, which share what they may take. */
export function guardRule(): CompileExpression {
  const rule = {}
  return (regexp) => new GuardedExpression(regexp, rule)
}

class GuardedExpression implements Expression {
  readonly #regexp: string
  readonly #rule: object
  readonly #native: RegExp
  #engine: Engine | undefined
  /** In all logs of this process. */
  #spentMs = 0
  #isProven: boolean | undefined

  constructor(regexp: string, rule: object) {
    this.#regexp = regexp
    this.#rule = rule
    this.#native = new RegExp(regexp)
  }

  exec(text: string, costs: ExpressionCosts): RegExpExecArray | null {
    const spentMs = costs.get(this.#rule) ?? 0
    if (spentMs >= LOG_MS_MAX) throw new ExpressionOverBudget()
    if (this.#isFree()) return this.#native.exec(text)
    const startMs = performance.now()
    let tookMs = Number.POSITIVE_INFINITY
    try {
      this.#engine ??= chooseEngine(this.#regexp, this.#native)
      const found = this.#engine(text, LOG_MS_MAX - spentMs)
      tookMs = performance.now() - startMs
      return found
    } finally {
      this.#spentMs += performance.now() - startMs
      costs.set(this.#rule, spentMs + tookMs)
    }
  }

  /** Examined at most once. */
  #isFree(): boolean {
    if (this.#spentMs < PROOF_WORTH_MS) return false
    this.#isProven ??= isProvenLinear(this.#regexp)
    return this.#isProven
  }
}

/** Throws `ExpressionOverBudget` where it takes longer than `msMax`. */
type Engine = (text: string, msMax: number) => RegExpExecArray | null

function chooseEngine(regexp: string, native: RegExp): Engine {
  const linear = openRe2(regexp, 'equal')
  if (linear !== undefined) {
    return (text, msMax) => (linear.takes(text) ? linear.exec(text) : execWithin(native, text, msMax))
  }
  const loose = openRe2(regexp, 'loose')
  return (text, msMax) => (loose?.takes(text) && !loose.test(text) ? null : execWithin(native, text, msMax))
}
