// How many ways there are through an expression, loops without an end aside: at worst a backtracking engine tries all.

import type { AST } from '@eslint-community/regexpp'

/** May be Infinity. */
export function countChoices({ alternatives }: Pick<AST.Pattern, 'alternatives'>): number {
  return alternatives.reduce((sum, { elements }) => sum + elements.reduce((all, one) => all * ofElement(one), 1), 0)
}

function ofElement(element: AST.Element): number {
  if (element.type === 'Group' || element.type === 'CapturingGroup') return countChoices(element)
  if (element.type === 'Assertion') return 'alternatives' in element ? countChoices(element) : 1
  return element.type === 'Quantifier' ? ofQuantifier(element) : 1
}

function ofQuantifier({ min, max, element }: AST.Quantifier): number {
  const inner = ofElement(element)
  return Number.isFinite(max) ? (max - min + 1) * inner ** max : inner ** Math.max(1, min)
}
