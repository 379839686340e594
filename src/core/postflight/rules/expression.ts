// An expression that is ready to run. Ours are proven linear by a test and run as they are; those of users come
// through a guard that bounds what they cost.

export interface Expression {
  /** Adds to `costs` what it took. Throws `ExpressionOverBudget` where the guard stopped it. */
  exec(text: string, costs: ExpressionCosts): RegExpExecArray | null
}

/** Milliseconds that guarded expressions took in one log, by the rule that they belong to; each log has its own. */
export type ExpressionCosts = Map<object, number>

export type CompileExpression = (regexp: string) => Expression

/** A rule's expression took longer than it may; the rule is dropped for this log and named in its report. */
export class ExpressionOverBudget extends Error {
  override readonly name = 'ExpressionOverBudget'
}

/** For expressions that are known to be linear. Most are never asked for, so that each is made when it is. */
export const compileTrusted: CompileExpression = (regexp) => new TrustedExpression(regexp)

class TrustedExpression implements Expression {
  readonly #regexp: string
  #expression: RegExp | undefined

  constructor(regexp: string) {
    this.#regexp = regexp
  }

  exec(text: string): RegExpExecArray | null {
    this.#expression ??= new RegExp(this.#regexp)
    return this.#expression.exec(text)
  }
}
