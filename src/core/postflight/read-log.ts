// A log that was read to its end, and what is known of its job beside it.

import type { Told } from '../rule-pack.ts'
import type { Extras } from './extras.ts'
import type { LogReader } from './log-reader.ts'

export interface ReadLog {
  readonly reader: LogReader
  readonly extras: Extras
  readonly told: Told
}
