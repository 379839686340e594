// Makes rules of what a file says, with what it leaves out filled in.

import { nameOf, toPatterns } from './check-rules.ts'
import { GROUP_NAMES, type IgnoredLine, type Rule, type RulePattern, type RuleSet, type Severity } from './rule.ts'
import type { Matcher, Pattern, RuleFile } from './rule-schema.ts'

export function toRuleSet(source: string, file: RuleFile): RuleSet {
  return {
    rules: [file.problemMatcher].flat().map((matcher) => toRule(source, matcher)),
    ignoredLines: file.ignoreLines.map((line) => toIgnoredLine(source, line)),
    ignoredRegions: file.ignoreRegions.map((region) => ({ ...region, source })),
  }
}

function toIgnoredLine(source: string, line: RuleFile['ignoreLines'][number]): IgnoredLine {
  if (typeof line === 'string') return { regexp: line, reason: 'named in ignoreLines', source, examples: NO_EXAMPLES }
  return { regexp: line.regexp, reason: line.reason, source, examples: line.examples ?? NO_EXAMPLES }
}

const NO_EXAMPLES = { match: [], noMatch: [] } as const

/** A plain matcher's finding is a lint finding of the job. */
function toRule(source: string, matcher: Matcher): Rule {
  const { postflight } = matcher
  return {
    owner: nameOf(matcher) ?? '',
    source,
    kind: postflight?.kind ?? 'error',
    type: postflight?.type ?? 'problem',
    category: postflight?.category ?? 'lint',
    priority: postflight?.priority ?? PRIORITY_STANDARD,
    isGeneric: postflight?.generic ?? false,
    isConsequence: postflight?.consequence ?? false,
    unless: postflight?.unless ?? [],
    verdict: postflight?.verdict,
    fingerprint: postflight?.fingerprint,
    remedy: postflight?.remedy,
    isRetryable: postflight?.retryable ?? false,
    severity: SEVERITIES.get(matcher.severity) ?? 'error',
    ...(postflight?.appendMessage ? { appendsMessage: true } : {}),
    examples: postflight?.examples ?? NO_EXAMPLES,
    patterns: toPatterns(matcher).map((pattern, _, all) =>
      toPattern(pattern, postflight === undefined && all.length === 1 ? VS_CODE_GROUPS : {}),
    ),
  }
}

const PRIORITY_STANDARD = 60
const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['warning', 'warning'],
  ['notice', 'notice'],
  ['info', 'notice'],
])
/** What VS Code assumes of a matcher of one line that names no group. */
const VS_CODE_GROUPS = { file: 1, line: 2, column: 3, message: 0 } as const

function toPattern(pattern: Pattern, standard: RulePattern['groups']): RulePattern {
  const named = GROUP_NAMES.flatMap((name) => (pattern[name] === undefined ? [] : [[name, pattern[name]] as const]))
  return {
    regexp: pattern.regexp,
    loop: pattern.loop ?? false,
    groups: named.length === 0 ? standard : Object.fromEntries(named),
  }
}
