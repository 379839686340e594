// V8's own engine under a time limit. A call costs about 60 microseconds more than it would without.

import { type Context, createContext, Script } from 'node:vm'
import { ExpressionOverBudget } from '../../core/postflight/rules/expression.ts'

/**
 * What one call may take, and one more where that was not enough, since the machine may be busy: both hold up all other
 * work of the process.
 */
const CALL_MS_MAX = 15
const AGAIN_MS_MAX = 30
export const LINE_MS_MAX = CALL_MS_MAX + AGAIN_MS_MAX

interface Cell {
  expression: RegExp | undefined
  text: string
}

let script: Script | undefined
let cell: (Context & Cell) | undefined

/** Throws `ExpressionOverBudget` after `msMax` at the latest, or where V8 finds the expression too large to run. */
export function execWithin(expression: RegExp, text: string, msMax: number): RegExpExecArray | null {
  try {
    return execOnce(expression, text, Math.min(CALL_MS_MAX, msMax))
  } catch (error) {
    if (!isTimeout(error) || msMax <= CALL_MS_MAX) throw new ExpressionOverBudget('', { cause: error })
  }
  try {
    return execOnce(expression, text, Math.min(AGAIN_MS_MAX, msMax - CALL_MS_MAX))
  } catch (cause) {
    throw new ExpressionOverBudget('', { cause })
  }
}

function execOnce(expression: RegExp, text: string, msMax: number): RegExpExecArray | null {
  script ??= new Script('expression.exec(text)')
  cell ??= createContext({ expression: undefined, text: '' }) as Context & Cell
  cell.expression = expression
  cell.text = text
  try {
    return script.runInContext(cell, { timeout: Math.max(1, Math.ceil(msMax)) }) as RegExpExecArray | null
  } finally {
    cell.expression = undefined
    cell.text = ''
  }
}

/** It comes from the context's own realm, where Error is another one. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
