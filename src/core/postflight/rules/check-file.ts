// Holds a rule file to the schema and to what a schema cannot say, and names all that is wrong with it at once.

import { checkIgnored, checkMatcher, nameOf } from './check-rules.ts'
import { type FoundMatchers, isObject, namedPatterns } from './matcher-forms.ts'
import { misspeltFields } from './misspelt.ts'
import { type Problem, toProblems } from './rule-problems.ts'
import { type Matcher, matcherSchema, type RuleFile, ruleFileSchema } from './rule-schema.ts'

export interface CheckedFile {
  /** Without what is wrong. */
  readonly file: RuleFile
  readonly problems: readonly Problem[]
}

export function checkFile({ document, paths }: FoundMatchers): CheckedFile {
  const checked = document.problemMatcher.map((matcher, index) => checkOne(matcher, paths[index] ?? ''))
  const matchers = checked.flatMap(({ matcher }) => matcher ?? [])
  const { ignoreLines, ignoreRegions } = document
  const rest = ruleFileSchema.safeParse({ ignoreLines, ignoreRegions })
  const file: RuleFile = { ...(rest.data ?? NOTHING), problemMatcher: matchers }
  const problems = [
    ...checked.flatMap((one) => one.problems),
    ...twins(checked),
    ...(rest.success ? [] : toProblems(rest.error.issues, (path) => path.join('.'))),
    ...checkIgnored(file),
  ]
  return { file, problems }
}

const NOTHING = { ignoreLines: [], ignoreRegions: [] }

interface CheckedMatcher {
  readonly path: string
  readonly matcher: Matcher | undefined
  readonly problems: readonly Problem[]
}

/** A reference to a pattern that only VS Code has makes everything else that may be wrong with it moot. */
function checkOne(raw: unknown, path: string): CheckedMatcher {
  const named = namedPatterns(raw)
  if (named.length > 0) return { path, matcher: undefined, problems: named.map((one) => ofNamed(one, path)) }
  const owner = isObject(raw) && typeof raw['owner'] === 'string' ? ` (${raw['owner']})` : ''
  const parsed = matcherSchema.safeParse(raw)
  const at = (inner: readonly PropertyKey[]) => [path, ...inner].join('.') + owner
  const misspelt = misspeltFields(raw).map(({ path: inner, reason }) => ({ path: at([inner]), reason }))
  if (!parsed.success)
    return { path, matcher: undefined, problems: [...misspelt, ...toProblems(parsed.error.issues, at)] }
  const problems = checkMatcher(parsed.data).map(({ path: inner, reason }) => ({ path: at([inner]), reason }))
  return { path, matcher: parsed.data, problems: [...misspelt, ...problems] }
}

function ofNamed({ field, name }: ReturnType<typeof namedPatterns>[number], path: string): Problem {
  const reason = `expected the pattern itself, got ${name}: patterns that VS Code has by name are not available here`
  return { path: `${path}.${field}`, reason }
}

function twins(checked: readonly CheckedMatcher[]): readonly Problem[] {
  const owners = checked.map(({ matcher }) => matcher && nameOf(matcher))
  return checked.flatMap(({ path }, index) => {
    const owner = owners[index]
    if (owner === undefined || owners.indexOf(owner) === index) return []
    return [{ path: `${path}.owner (${owner})`, reason: 'expected a name that no other rule of the file has' }]
  })
}
