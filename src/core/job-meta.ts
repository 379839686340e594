// A job's `meta.json`: which project and which task. Broken metadata counts as none, as in the original script.

import { parsePythonJson } from './python/parse-json.ts'
import type { PythonValue } from './python/python-value.ts'
import { firstCodePoints } from './python/text.ts'

export interface JobMeta {
  /** Any JSON value, `unknown` when there is none. */
  readonly project: PythonValue
  /** A text or a list, at most 200 characters or items. */
  readonly task: PythonValue
  /** What was there but of no use, in sentences. */
  readonly warnings: readonly string[]
}

const TASK_LENGTH_MAX = 200
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** `bytes`: the file as stored; undefined when there is none. Never throws. */
export function parseJobMeta(bytes: Uint8Array | undefined): JobMeta {
  const value = bytes === undefined ? new Map<string, PythonValue>() : parseOrEmpty(bytes)
  if (!(value instanceof Map)) {
    const warnings = [`Expected meta.json to hold an object, got ${describe(value)}`]
    return { project: 'unknown', task: '', warnings }
  }
  const project = value.has('project') ? (value.get('project') as PythonValue) : 'unknown'
  const task = value.has('task') ? (value.get('task') as PythonValue) : ''
  if (typeof task === 'string') return { project, task: firstCodePoints(task, TASK_LENGTH_MAX), warnings: [] }
  if (Array.isArray(task)) return { project, task: task.slice(0, TASK_LENGTH_MAX), warnings: [] }
  return { project, task: '', warnings: [`Expected the task in meta.json to be a text, got ${describe(task)}`] }
}

function parseOrEmpty(bytes: Uint8Array): PythonValue {
  try {
    return parsePythonJson(decoder.decode(bytes))
  } catch {
    return new Map()
  }
}

function describe(value: PythonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Map) return 'an object'
  return typeof value === 'string' ? 'a text' : typeof value === 'boolean' ? String(value) : 'a number'
}
