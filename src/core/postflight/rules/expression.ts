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

/** For expressions that are known to be linear. */
export const compileTrusted: CompileExpression = (regexp) => new RegExp(regexp)
