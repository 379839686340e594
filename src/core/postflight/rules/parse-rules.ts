// Reads a rule file: problem matchers as GitHub Actions and VS Code have them, with our optional object.

import { checkFile } from './check-file.ts'
import { parseJsonWithComments } from './json-with-comments.ts'
import { findMatchers } from './matcher-forms.ts'
import type { RuleSet } from './rule.ts'
import { rulesInvalid } from './rule-problems.ts'
import type { RuleFile } from './rule-schema.ts'
import { toRuleSet } from './to-rules.ts'

/** `source` is the file's name for messages. Throws `rules.invalid` with everything that is wrong, each with its place. */
export function parseRules(source: string, text: string): RuleSet {
  const found = findMatchers(parseJson(source, text))
  if (found === undefined) throw rulesInvalid(source, [{ path: '(top)', reason: NO_MATCHERS }])
  const { file, problems } = checkFile(found)
  if (problems.length > 0) throw rulesInvalid(source, problems)
  return toRuleSet(source, file)
}

/** For files of our own, which a test holds to the schema: checking them costs half a second at every start. */
export function parseOwnRules(source: string, text: string): RuleSet {
  const { problemMatcher = [], ignoreLines = [], ignoreRegions = [] } = JSON.parse(text) as Partial<RuleFile>
  return toRuleSet(source, { problemMatcher, ignoreLines, ignoreRegions })
}

const NO_MATCHERS =
  'expected problemMatcher, ignoreLines or ignoreRegions; matchers that VS Code has by name, such as $tsc, are none'

function parseJson(source: string, text: string): unknown {
  try {
    return parseJsonWithComments(text)
  } catch (error) {
    throw rulesInvalid(source, [{ path: '(top)', reason: error instanceof Error ? error.message : 'no JSON' }])
  }
}
