// Python values on their way between threads: structured cloning keeps Maps and bigints but no classes.

import { PythonFloat, type PythonValue } from './python-value.ts'

/** A float on its way; no JSON object looks like this, since those are Maps. */
interface FloatOnTheWay {
  readonly float: number
}

/** What `structuredClone` keeps as it is. */
export type TransferValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | FloatOnTheWay
  | readonly TransferValue[]
  | ReadonlyMap<string, TransferValue>

export function toTransfer(value: PythonValue): TransferValue {
  if (value instanceof PythonFloat) return { float: value.value }
  if (Array.isArray(value)) return (value as readonly PythonValue[]).map(toTransfer)
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, toTransfer(member)]))
  return value as TransferValue
}

export function fromTransfer(value: TransferValue): PythonValue {
  if (Array.isArray(value)) return (value as readonly TransferValue[]).map(fromTransfer)
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, fromTransfer(member)]))
  if (typeof value === 'object' && value !== null) return new PythonFloat((value as FloatOnTheWay).float)
  return value
}
