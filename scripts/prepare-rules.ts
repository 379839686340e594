// Part of `npm run build`: works out once what every process would otherwise work out at its start.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePreparedRules } from '../src/adapters/rules/prepared-rules.ts'
import { readDefaultRules } from '../src/adapters/rules/rule-files.ts'
import { packReaderLiterals } from '../src/core/postflight/pack.ts'
import { commonGrams, countFrequencies } from '../src/core/postflight/rules/literal-frequency.ts'
import type { Rule } from '../src/core/postflight/rules/rule.ts'
import { findRuleLiterals } from '../src/core/postflight/rules/rule-literals.ts'

/** Logs of many tools, recorded for the tests: what an ordinary log is made of. */
const LOGS = 'test/fixtures/logs'
const COMMON_GRAMS_MAX = 4_096
const NO_EXAMPLES = { match: [], noMatch: [] }

const sample = readSample()
const readerLiterals = packReaderLiterals()
const { rules, ignoredLines, ...rest } = readDefaultRules()
const set = {
  ...rest,
  rules: rules.map((rule): Rule => ({ ...rule, examples: NO_EXAMPLES })),
  ignoredLines: ignoredLines.map((line) => ({ ...line, examples: NO_EXAMPLES })),
}
const literals = findRuleLiterals(set, {
  readerLiterals,
  frequency: countFrequencies(sample),
  commonGrams: commonGrams(sample, COMMON_GRAMS_MAX),
})
writePreparedRules({ set, literals }, readerLiterals)

function readSample(): string {
  const files = readdirSync(LOGS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  return files.map((name) => readFileSync(join(LOGS, name), 'utf8')).join('\n')
}
