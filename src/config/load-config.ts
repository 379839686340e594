// The only reader of settings in process.env; whether a terminal shows colours is src/cli/output.ts's affair.

import type { Config } from './config.ts'
import { parseConfig } from './parse-config.ts'

/** This process's configuration. Throws `config.invalid`, naming every problem. */
export function loadConfig(): Config {
  return parseConfig(process.env, process.cwd())
}
