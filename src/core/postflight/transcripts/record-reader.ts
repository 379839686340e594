// What the readers of different clients' JSON records share.

import type { JsonObject } from './json-value.ts'
import type { AgentFact, SpokenLine } from './transcript.ts'

/** How one client's records are read. */
export interface RecordReader {
  readonly agent: string
  /** Whether only this client writes such a record. */
  recognises(record: JsonObject): boolean
  read(record: JsonObject, run: RunState, line: number): readonly SpokenLine[]
}

export interface RunState {
  steps: number
  /** The client announces the end of a run, so that its absence tells something. */
  announcesEnd: boolean
  /** What it says of the end. */
  end: AgentFact | undefined
  /** By the id of a call: whether its answer quotes files; the oldest are forgotten. */
  readonly sources: Map<string, 'output' | 'quoted'>
}

const SOURCES_MAX = 1_000

/** Notes what the answer to a call will be. */
export function noteSource(run: RunState, id: string, source: 'output' | 'quoted'): void {
  const oldest = run.sources.size >= SOURCES_MAX ? run.sources.keys().next().value : undefined
  if (oldest !== undefined) run.sources.delete(oldest)
  run.sources.set(id, source)
}
