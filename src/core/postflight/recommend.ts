// What a person can do, from the causes that were found: the rule's own remedy, else that of its kind.

import type { ErrorGroup } from './errors/rank.ts'
import { fillPlaceholders } from './rules/fill-placeholders.ts'
import type { Category } from './rules/rule.ts'

const RECOMMENDATIONS_MAX = 5

/** One for each kind of cause, the first cause's first: who mends the first failing test sees what becomes of the others. */
export function recommendFor(causes: readonly ErrorGroup[]): readonly string[] {
  const kinds = new Map(causes.toReversed().map((cause) => [cause.candidate.rule.category, cause]))
  const sentences = causes
    .filter((cause) => kinds.get(cause.candidate.rule.category) === cause)
    .map((cause) => remedyOf(cause))
    .filter((sentence) => sentence !== undefined)
  const retry = causes[0]?.candidate.rule.isRetryable === true ? ['Trying again without a change may help.'] : []
  return [...new Set([...sentences.slice(0, RECOMMENDATIONS_MAX), ...retry])]
}

function remedyOf({ candidate: { rule, groups, line }, message }: ErrorGroup): string | undefined {
  const remedy = rule.remedy ?? REMEDIES[rule.category]
  const values: Readonly<Record<string, string | undefined>> = { ...groups, message, at: String(line) }
  if (remedy === undefined) return undefined
  return fillPlaceholders(remedy, values, (name) => UNKNOWN[name] ?? name).slice(0, SENTENCE_CHARACTERS_MAX)
}

const SENTENCE_CHARACTERS_MAX = 400
/** Where a rule names what its expression did not capture. */
const UNKNOWN: Readonly<Record<string, string>> = { file: 'the file', line: 'named', code: 'the code' }

const REMEDIES: Readonly<Partial<Record<Category, string>>> = {
  compile: 'Make it compile: {message}',
  test: 'Look at the failing test: {message}',
  lint: 'Mend the finding, or allow it: {message}',
  exception: 'Follow the stack trace below line {at}: {message}',
  crash: 'Run it under a debugger or a sanitizer: {message}',
  resource: 'Give the job more memory or disk space, or let it use less: {message}',
  network: 'Check the address, the proxy and the service: {message}',
  dependency: 'Check the versions and the sources of the dependencies: {message}',
  permission: 'Check the permissions and the credentials of the job: {message}',
  configuration: 'Correct the configuration: {message}',
  timeout: 'Find out what hangs, or allow more time: {message}',
  infrastructure: 'The fault is in the infrastructure, not in the code: {message}',
  vcs: 'Check the state of the repository: {message}',
  database: 'Check the database and the statement: {message}',
  deploy: 'Check the deployment and its target: {message}',
  command: 'Check that the command exists and can be run: {message}',
}
