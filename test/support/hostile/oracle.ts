// Asks another implementation of the classic rules, a Python module, for its reports.

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parsePythonJson } from '../../../src/core/python/parse-json.ts'
import type { PythonValue } from '../../../src/core/python/python-value.ts'
import { renderJsonLine } from '../../../src/core/python/render-json.ts'

export type Fields = ReadonlyMap<string, PythonValue>

/** One answer a job, in order: `report` with its fields, or `raised` with what was raised. `root` holds `jobs/`. */
export async function askOracle(module: string, root: string, jobIds: readonly string[]): Promise<readonly Fields[]> {
  const script = new URL('./oracle.py', import.meta.url).pathname
  const child = spawn('python3', [script, module, root], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(jobIds.map((jobId) => `${JSON.stringify(jobId)}\n`).join(''))
  const answers: Fields[] = []
  for await (const line of createInterface(child.stdout)) answers.push(parsePythonJson(line) as Fields)
  if (answers.length === jobIds.length) return answers
  throw new Error(`Expected the oracle to answer for ${jobIds.length} jobs, got ${answers.length} answers`)
}

/** Fields of the oracle that are not the same here; the time is nobody's to compare. */
export function differences(expected: Fields, actual: Fields): string[] {
  return [...expected.keys()].filter((field) => field !== 'timestamp' && show(expected, field) !== show(actual, field))
}

export function show(fields: Fields, field: string): string {
  const value = fields.get(field)
  return value === undefined ? '(absent)' : renderJsonLine(value)
}
