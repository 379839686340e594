// Where the default pack's files lie.

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Above this file, wherever it runs from: the sources or the compiled files, which lie one folder deeper. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}

/** Paths of all of `rules/*.json`, in the order of their names. */
export function defaultRuleFiles(): readonly string[] {
  const folder = join(packageFolder(), 'rules')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => join(folder, name))
}
