// Several rule files as one. Of rules with the same owner the first counts, so that a file of a user, which comes before
// the default ones, can replace their rules.

import type { Rule, RuleSet } from './rule.ts'

/** The order of the sets is their precedence. */
export function joinRules(sets: readonly RuleSet[]): RuleSet {
  const byOwner = new Map<string, Rule>()
  for (const { rules } of sets) for (const rule of rules) if (!byOwner.has(rule.owner)) byOwner.set(rule.owner, rule)
  return {
    rules: [...byOwner.values()],
    ignoredLines: sets.flatMap(({ ignoredLines }) => ignoredLines),
    ignoredRegions: sets.flatMap(({ ignoredRegions }) => ignoredRegions),
    trustedSources: new Set(sets.flatMap(({ trustedSources }) => [...(trustedSources ?? [])])),
  }
}
