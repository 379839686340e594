// Reads rule files: those of the default pack, which lie beside the package, and those of users.

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
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
    throw new PostflightError('rules.invalid', `Expected a rule file at ${path}, got: ${reason}`, { cause })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
