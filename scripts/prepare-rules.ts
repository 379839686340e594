// Part of `npm run build`: works out once what every process would otherwise work out at its start.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareRules } from '../src/adapters/rules/prepared-rules.ts'

/** Logs of many tools, recorded for the tests: what an ordinary log is made of. */
const LOGS = 'test/fixtures/logs'

prepareRules(sample())

function sample(): string {
  const files = readdirSync(LOGS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  return files.map((name) => readFileSync(join(LOGS, name), 'utf8')).join('\n')
}
