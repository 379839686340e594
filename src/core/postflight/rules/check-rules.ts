// What a rule must be beyond the form of its file: expressions that compile, groups that exist, verdicts that say
// something. Plain matchers are taken as they come.

import { RegExpParser } from '@eslint-community/regexpp'
import { GROUP_NAMES } from './rule.ts'
import type { Problem } from './rule-problems.ts'
import type { Matcher, Pattern, RuleFile } from './rule-schema.ts'

/** Paths are relative to the matcher. */
export function checkMatcher(matcher: Matcher): readonly Problem[] {
  const { postflight } = matcher
  const patterns = toPatterns(matcher)
  return [
    ...(nameOf(matcher) === undefined ? [{ path: 'owner', reason: 'expected a name for the rule' }] : []),
    ...patterns.flatMap((pattern, index) => checkExpression(`pattern.${index}.regexp`, pattern.regexp)),
    ...(postflight === undefined ? [] : checkPostflight(postflight, patterns)),
  ]
}

/** VS Code's matchers share owners; their names are their own. */
export function nameOf({ owner, name }: Matcher): string | undefined {
  return name ?? owner
}

export function toPatterns({ pattern }: Matcher): readonly Pattern[] {
  return Array.isArray(pattern) ? pattern : [pattern]
}

type Postflight = NonNullable<Matcher['postflight']>

function checkPostflight(postflight: Postflight, patterns: readonly Pattern[]): readonly Problem[] {
  const { kind, verdict, type, unless, remedy = '', fingerprint = '' } = postflight
  return [
    ...(kind === 'verdict' && verdict === undefined
      ? [{ path: 'postflight.verdict', reason: 'expected outcome and authority for a rule of the kind verdict' }]
      : []),
    ...(kind !== 'verdict' && type === undefined
      ? [{ path: 'postflight.type', reason: `expected a type, such as lint_error, for a rule of the kind ${kind}` }]
      : []),
    ...unless.flatMap((expression, index) => checkExpression(`postflight.unless.${index}`, expression)),
    ...patterns.flatMap((pattern, index) => checkGroups(`pattern.${index}`, pattern)),
    ...checkPlaceholders('postflight.remedy', remedy, patterns),
    ...checkPlaceholders('postflight.fingerprint', fingerprint, patterns),
  ]
}

/** Real matchers name groups that are not there; in a rule of ours that is a mistake. */
function checkGroups(path: string, pattern: Pattern): readonly Problem[] {
  const count = groupCount(pattern.regexp)
  return GROUP_NAMES.flatMap((name) => {
    const group = pattern[name]
    if (group === undefined || group <= count) return []
    return [{ path: `${path}.${name}`, reason: `expected a group of the expression, which has ${count}, got ${group}` }]
  })
}

/** Of an expression that compiles: running it to count them would take V8 half a millisecond. */
function groupCount(regexp: string): number {
  return regexp.match(GROUPS)?.filter((found) => found.startsWith('(')).length ?? 0
}

/** Escapes and classes are passed over, so that a bracket in one is none. */
const GROUPS = /\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])/g

function checkPlaceholders(path: string, text: string, patterns: readonly Pattern[]): readonly Problem[] {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const captured = GROUP_NAMES.filter((name) => patterns.some((pattern) => pattern[name] !== undefined))
  const known = new Set<string>(['message', ...captured, ...(captured.includes('location') ? ['line', 'column'] : [])])
  const unknown = names.filter((name) => !known.has(name))
  return unknown.map((name) => ({ path, reason: `expected placeholders of captured groups, got {${name}}` }))
}

export function checkIgnored({ ignoreLines, ignoreRegions }: RuleFile): readonly Problem[] {
  return [
    ...ignoreLines.flatMap((line, index) =>
      typeof line === 'string'
        ? checkExpression(`ignoreLines.${index}`, line)
        : checkExpression(`ignoreLines.${index}.regexp`, line.regexp),
    ),
    ...ignoreRegions.flatMap(({ begin, end }, index) => [
      ...checkExpression(`ignoreRegions.${index}.begin`, begin),
      ...checkExpression(`ignoreRegions.${index}.end`, end),
    ]),
  ]
}

const parser = new RegExpParser()

function checkExpression(path: string, expression: string): readonly Problem[] {
  try {
    new RegExp(expression)
    return []
  } catch (error) {
    return [{ path, reason: whyInvalid(expression) ?? (error instanceof Error ? error.message : 'no expression') }]
  }
}

/** The parser also says where. */
function whyInvalid(expression: string): string | undefined {
  try {
    parser.parsePattern(expression)
    return undefined
  } catch (error) {
    const index = error instanceof Error && 'index' in error ? ` at character ${Number(error.index) + 1}` : ''
    return error instanceof Error ? `${error.message}${index}` : undefined
  }
}
