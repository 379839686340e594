// What the groups of a match hold, by name, and what follows from them.

import { GROUP_NAMES, type GroupName, type Rule, type RulePattern, type Severity } from './rule.ts'

export type MatchedGroups = Readonly<Partial<Record<GroupName, string>>>

export interface RuleMatch {
  readonly rule: Rule
  readonly groups: MatchedGroups
}

/** Groups that took no part are left out, also where a matcher names one that its expression does not have. */
export function namedGroups({ groups }: Pick<RulePattern, 'groups'>, found: RegExpExecArray): MatchedGroups {
  const named: Partial<Record<GroupName, string>> = {}
  for (const name of GROUP_NAMES) {
    const index = groups[name]
    const text = index === undefined ? undefined : found[index]
    if (text !== undefined) named[name] = text
  }
  return named.location === undefined ? named : { ...named, ...locationOf(named.location) }
}

/** VS Code's forms: `line`, `line,column` and `line,column,endLine,endColumn`. */
function locationOf(location: string): MatchedGroups {
  const [line, column, endLine, endColumn] = location.split(/[,.]/, 4).map((part) => part.trim())
  return {
    ...(line ? { line } : {}),
    ...(column ? { column } : {}),
    ...(endLine ? { endLine } : {}),
    ...(endColumn ? { endColumn } : {}),
  }
}

/** Words and letters of the tools whose matchers are in use: ESLint, pylint, RuboCop, hadolint, ShellCheck, MSVC. */
const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ...['error', 'fatal error', 'fatal', 'e', 'f'].map((word) => [word, 'error'] as const),
  ...['warning', 'warn', 'w'].map((word) => [word, 'warning'] as const),
  ...['notice', 'note', 'info', 'information', 'hint', 'style', 'i', 'c', 'r'].map((word) => [word, 'notice'] as const),
])

/** What the line itself says outranks the rule; a word that nobody knows leaves it to the rule, as on GitHub. */
export function severityOf({ rule, groups }: RuleMatch): Severity {
  return SEVERITIES.get(groups.severity?.toLowerCase() ?? '') ?? rule.severity
}

const APPENDED_LINES_MAX = 12

/** The message with the lines that follow, up to a blank one, for rules that ask for it. */
export function messageWith(rule: Rule, message: string, after: readonly string[]): string {
  if (!rule.appendsMessage) return message
  const blank = after.findIndex((line) => line.trim() === '')
  const paragraph = blank === -1 ? after : after.slice(0, blank)
  return [message, ...paragraph.slice(0, APPENDED_LINES_MAX)].join('\n')
}
