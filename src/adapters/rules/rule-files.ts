// Reads rule files: those of the default pack, which lie beside the package, and those of users.

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { closest, distance } from 'fastest-levenshtein'
import { PostflightError } from '../../core/error.ts'
import { seesPrefix } from '../../core/postflight/rules/compile-rules.ts'
import { joinRules } from '../../core/postflight/rules/join-rules.ts'
import { parseOwnRules, parseRules } from '../../core/postflight/rules/parse-rules.ts'
import type { RuleSet } from '../../core/postflight/rules/rule.ts'
import { defaultRuleFiles } from './package-folder.ts'

/** The default pack's files, in the order of their names. Their source is the bare name. */
export function readDefaultRules(): RuleSet {
  const files = defaultRuleFiles()
  const rules = joinRules(files.map((path) => parseOwnRules(basename(path), read(path))))
  return {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, seesPrefix: seesPrefix(rule) })),
    trustedSources: new Set(files.map((path) => basename(path))),
  }
}

/** The source of each rule is its file's path. Throws `rules.invalid` with all that is wrong with any of the files. */
export function readRuleFiles(paths: readonly string[]): readonly RuleSet[] {
  const wrong: PostflightError[] = []
  const sets = paths.flatMap((path) => {
    try {
      return [parseRules(path, read(path))]
    } catch (error) {
      if (!(error instanceof PostflightError)) throw error
      wrong.push(error)
      return []
    }
  })
  const [first] = wrong
  if (first === undefined) return sets
  throw wrong.length === 1
    ? first
    : new PostflightError('rules.invalid', wrong.map(({ message }) => message).join('\n'))
}

export const RULE_FILE_BYTES_MAX = 8 * 1024 ** 2

function read(path: string): string {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const { size } = fstatSync(file)
    if (size > RULE_FILE_BYTES_MAX) throw new Error(`${size} bytes, more than ${RULE_FILE_BYTES_MAX}`)
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const names = isAbsent(cause) ? builtInNames(basename(path)) : ''
    throw new PostflightError('rules.invalid', `Expected a rule file at ${path}, got: ${reason}${names}`, { cause })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

const BUILT_IN = ['postflight', 'classic'] as const
/** Edits between what was typed and what may have been meant. */
const SUGGESTION_DISTANCE_MAX = 3

/** A name that no file has may have been meant for rules that have no file. */
function builtInNames(name: string): string {
  const nearest = closest(name, BUILT_IN)
  const suggestion = distance(name, nearest) <= SUGGESTION_DISTANCE_MAX ? `; did you mean ${nearest}?` : ''
  return `; the rules that have a name instead are ${BUILT_IN.join(' and ')}${suggestion}`
}
