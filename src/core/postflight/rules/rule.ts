// What a rule is once it was read from a pack's file.

/** What kind of cause an error is. */
export const CATEGORIES = [
  'compile',
  'test',
  'lint',
  'exception',
  'crash',
  'resource',
  'network',
  'dependency',
  'permission',
  'configuration',
  'timeout',
  'infrastructure',
  'agent',
  'build',
  'vcs',
  'database',
  'deploy',
  'command',
  'generic',
] as const
export type Category = (typeof CATEGORIES)[number]

/** Whose word a verdict is, the highest first. */
export const AUTHORITIES = ['ci', 'step', 'build', 'runner'] as const
export type Authority = (typeof AUTHORITIES)[number]

export const RULE_KINDS = ['error', 'verdict', 'success', 'learning'] as const

export interface Rule {
  /** Its name, unique over all packs of a run: the problem matcher's `owner`. */
  readonly owner: string
  /** The file that it came from, as its users know it. */
  readonly source: string
  readonly kind: (typeof RULE_KINDS)[number]
  readonly type: string
  readonly category: Category
  /** How specific a cause, 0 to 100. */
  readonly priority: number
  /** Says only that there was an error; gives way to any rule that says which. */
  readonly isGeneric: boolean
  /** Follows from an earlier error and never hides it. */
  readonly isConsequence: boolean
  /** Lines in a row, the last of which may repeat. */
  readonly patterns: readonly RulePattern[]
  readonly unless: readonly string[]
  readonly verdict: { readonly outcome: 'passed' | 'failed'; readonly authority: Authority } | undefined
  /** What of a match makes two errors one, with placeholders; the message where absent. */
  readonly fingerprint: string | undefined
  /** What a person can do, with placeholders such as `{message}`. */
  readonly remedy: string | undefined
  readonly isRetryable: boolean
  /** What a match is where its own line does not say. */
  readonly severity: Severity
  /** The lines that follow belong to the message. */
  readonly appendsMessage?: true
  readonly examples: RuleExamples
  /** Whether the expressions speak of time stamps and other prefixes; true where absent. */
  readonly seesPrefix?: boolean
}

/** Gives way to a pack's word that a line only looks like an error; a specific rule does not, but for tries of a network. */
export function isDoubtful({ isGeneric, isConsequence, category }: Rule): boolean {
  return isGeneric || isConsequence || category === 'network'
}

export type Severity = 'error' | 'warning' | 'notice'

export interface RulePattern {
  readonly regexp: string
  readonly loop: boolean
  /** Numbers of the groups that hold these. */
  readonly groups: Readonly<Partial<Record<GroupName, number>>>
}

/** GitHub's names; `location` is VS Code's for line, column and their ends in one group, separated by commas. */
export const GROUP_NAMES = [
  'file',
  'fromPath',
  'line',
  'column',
  'endLine',
  'endColumn',
  'severity',
  'code',
  'message',
  'location',
] as const
export type GroupName = (typeof GROUP_NAMES)[number]

export interface RuleExamples {
  readonly match: readonly string[]
  readonly noMatch: readonly string[]
}

/** Lines that merely look like errors. */
export interface IgnoredLine {
  readonly regexp: string
  readonly reason: string
  readonly source: string
  readonly examples: RuleExamples
}

/** Everything between two lines, both included, is no evidence. */
export interface IgnoredRegion {
  readonly begin: string
  readonly end: string
  readonly reason: string
  readonly source: string
}

export interface RuleSet {
  readonly rules: readonly Rule[]
  readonly ignoredLines: readonly IgnoredLine[]
  readonly ignoredRegions: readonly IgnoredRegion[]
  /** Sources whose expressions are known to be linear; those of any other are guarded. */
  readonly trustedSources?: ReadonlySet<string>
}
