// The order in which rules are tried: the more specific first, generic ones after every specific one, consequences last.

import type { Rule } from './rule.ts'

/** A rule's place in the result is its rank; equals stay as they stand in the files. */
export function rankRules(rules: readonly Rule[]): readonly Rule[] {
  return rules
    .map((rule, index) => ({ rule, index }))
    .sort((one, other) => standing(other.rule) - standing(one.rule) || one.index - other.index)
    .map(({ rule }) => rule)
}

function standing({ priority, isGeneric, isConsequence }: Rule): number {
  return priority - (isGeneric ? 1_000 : 0) - (isConsequence ? 2_000 : 0)
}
