// Which rules a `rules` command is about: those of --rules, else those of POSTFLIGHT_RULES.

import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { toRuleNames } from '../config/parse-config.ts'
import { PostflightError } from '../core/error.ts'

/** Throws `usage.invalid` for the classic rules, which are no rule files. */
export function chosenRules(named: readonly string[] | undefined): Config {
  const config = loadConfig()
  const rules = named === undefined ? config.rules : toRuleNames(named, process.cwd())
  if (!rules.includes('classic')) return { ...config, rules }
  throw new PostflightError(
    'usage.invalid',
    'Expected rules in files, got classic: docs/classic-rules.md describes those',
  )
}
