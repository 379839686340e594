// Errors that no rule of a file describes: what a CI system marks as one, and what stands last where a step failed.

import type { Rule } from '../rules/rule.ts'

const OWN: Rule = {
  owner: '',
  source: 'postflight',
  kind: 'error',
  type: 'failure_detected',
  category: 'generic',
  priority: 50,
  isGeneric: false,
  isConsequence: false,
  patterns: [],
  unless: [],
  verdict: undefined,
  fingerprint: undefined,
  remedy: undefined,
  isRetryable: false,
  severity: 'error',
  examples: { match: [], noMatch: [] },
}

/** An action or task says itself that it failed, and why. */
export const MARKED_ERROR: Rule = { ...OWN, owner: 'marked-error', type: 'error_detected' }

/** A place in a file with a message right before the word of failure. */
export const PLACE_BEFORE_FAILURE: Rule = {
  ...OWN,
  owner: 'place-before-failure',
  type: 'lint_error',
  category: 'lint',
  remedy: 'Look at {file} line {line}: {message}',
}

/** What the failing step printed last, where no rule knows it: shown, but not claimed to be the cause. */
export const LAST_WORDS: Rule = { ...OWN, owner: 'last-words', severity: 'warning', priority: 40 }
