// Reads rule files: those of the default pack, which lie beside the package, and those of users.

import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PostflightError } from '../../core/error.ts'
import { joinRules } from '../../core/postflight/rules/join-rules.ts'
import { parseOwnRules, parseRules } from '../../core/postflight/rules/parse-rules.ts'
import type { RuleSet } from '../../core/postflight/rules/rule.ts'

/** The default pack's files, all of `rules/*.json`, in the order of their names. Their source is the bare name. */
export function readDefaultRules(): RuleSet {
  const files = defaultFiles()
  const rules = joinRules(files.map((name) => parseOwnRules(name, read(join(defaultRulesFolder, name)))))
  return { ...rules, trustedSources: new Set(files) }
}

/** The texts of the default pack's files, in the order of their names. */
export function readDefaultTexts(): readonly string[] {
  return defaultFiles().map((name) => read(join(defaultRulesFolder, name)))
}

function defaultFiles(): readonly string[] {
  return readdirSync(defaultRulesFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
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

/** Above this file, wherever it runs from: the sources or the compiled files, which lie one folder deeper. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

const defaultRulesFolder = join(packageFolder(), 'rules')
