// Why a rule does not fire on a sample that it should fire on.

import type { CompileOptions } from './compile-rules.ts'
import { type CompileExpression, ExpressionOverBudget } from './expression.ts'
import { explainMismatch, type Mismatch } from './mismatch.ts'
import type { IgnoredLine, Rule } from './rule.ts'
import { toLines } from './try-line.ts'

export type CompileFor = CompileOptions['compile']

export type Because =
  | { readonly kind: 'unless'; readonly expression: string }
  /** `pattern` counts from 1; `line` is the one that it was tried on. */
  | ({ readonly kind: 'mismatch'; readonly pattern: number; readonly line: string } & Mismatch)
  /** It takes too long. */
  | { readonly kind: 'budget' }

/** Undefined where nothing can be said. The first pattern may match any line, the next ones the lines that follow. */
export function whyNot(rule: Rule, sample: string, compile: CompileFor): Because | undefined {
  return withinBudget(() => {
    const trial = new Trial(compile(rule))
    const lines = sample.split('\n')
    const first = Math.max(
      0,
      lines.findIndex((line) => trial.finds(rule.patterns[0]?.regexp ?? '', line)),
    )
    for (const [index, { regexp }] of rule.patterns.entries()) {
      const line = lines[first + index] ?? ''
      if (!trial.finds(regexp, line)) return trial.explain(regexp, line, index + 1)
    }
    const unless = rule.unless.find((expression) => trial.finds(expression, lines[first] ?? ''))
    return unless === undefined ? undefined : { kind: 'unless', expression: unless }
  })
}

export function whyNotIgnored(line: IgnoredLine, sample: string, compile: CompileFor): Because | undefined {
  return withinBudget(() => new Trial(compile(line)).explain(line.regexp, sample, 1))
}

function withinBudget(say: () => Because | undefined): Because | undefined {
  try {
    return say()
  } catch (error) {
    if (error instanceof ExpressionOverBudget) return { kind: 'budget' }
    throw error
  }
}

class Trial {
  readonly #compile: CompileExpression

  constructor(compile: CompileExpression) {
    this.#compile = compile
  }

  finds(regexp: string, raw: string): boolean {
    const expression = this.#compile(regexp)
    return toLines(raw).some(({ text, full }) => [text, full].some((form) => expression.exec(form, new Map()) !== null))
  }

  explain(regexp: string, raw: string, pattern: number): Because | undefined {
    const line = toLines(raw)[0]?.text ?? ''
    const mismatch = explainMismatch(regexp, line, this.#compile)
    return mismatch && { kind: 'mismatch', pattern, line, ...mismatch }
  }
}
