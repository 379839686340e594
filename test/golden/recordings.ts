// The recorded logs of real tools, what is known of each, and what the default rules make of it.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readDefaultRules } from '../../src/adapters/rules/rule-files.ts'
import type { ExitCode } from '../../src/core/report.ts'
import type { Conclusion } from '../../src/core/rule-pack.ts'
import { packOf } from '../support/rule-pack.ts'

const FOLDER = new URL('../fixtures/logs/', import.meta.url)

const tests = z.object({
  total: z.int(),
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  errors: z.int().default(0),
  /** Failed as expected: pytest counts them apart. */
  xfailed: z.int().default(0),
  failed_names: z.array(z.string()),
})
export type ExpectedTests = z.infer<typeof tests>

const recordedRun = z.object({ command: z.string(), exit_code: z.int(), tests: tests.optional() })
const expectedFile = z.object({
  tool: z.string(),
  version: z.string(),
  /** `cause`: the lines that a person would quote, counted from 1 by line feeds. */
  fail: recordedRun.extend({ cause: z.object({ start_line: z.int(), end_line: z.int() }) }),
  pass: recordedRun,
})

export interface Recording extends z.infer<typeof expectedFile> {
  readonly failLog: Buffer
  readonly passLog: Buffer
}

/** One for each folder that has an `expected.json`. */
export function readRecordings(): readonly Recording[] {
  const folders = readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/expected.json`, FOLDER)))
  return folders.sort().map((name) => ({
    ...expectedFile.parse(JSON.parse(readFileSync(new URL(`${name}/expected.json`, FOLDER), 'utf8'))),
    failLog: readFileSync(new URL(`${name}/fail.log`, FOLDER)),
    passLog: readFileSync(new URL(`${name}/pass.log`, FOLDER)),
  }))
}

const pack = packOf(readDefaultRules())

/** `exitCode` as a message tells it; undefined where nobody knows. */
export function conclude(log: Uint8Array, exitCode: ExitCode | undefined): Conclusion {
  const reader = pack.open()
  reader.push(log)
  return reader.end({ exitCode })
}
