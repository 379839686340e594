// Transcripts with one JSON record a line: Claude Code's stream and session files, Codex' events and rollouts,
// OpenHands' events. Recognised by a record that only these write. Lines that are no records are their neighbours'.

import { CLAUDE_RECORDS } from './claude-records.ts'
import { CODEX_RECORDS } from './codex-records.ts'
import { noFinishFact, noStepFact } from './facts.ts'
import { parseObject } from './json-value.ts'
import { OPENHANDS_RECORDS } from './openhands-records.ts'
import type { RecordReader, RunState } from './record-reader.ts'
import type { AgentFact, AgentRun, OfferedLine, SpeakerTurn, SpokenLine, TranscriptFormat } from './transcript.ts'

export const JSON_LINES: TranscriptFormat = {
  name: 'JSON lines',
  literals: [...['"type":"', '"type": "', '"source":"', '"source": "', '"msg":{', '"msg": {']],
  open() {
    const reader = new JsonLinesReader()
    return { read: (line) => reader.read(line), unfold: (line) => reader.unfold(line), end: () => reader.end() }
  },
}

const CLIENTS: readonly RecordReader[] = [CLAUDE_RECORDS, CODEX_RECORDS, OPENHANDS_RECORDS]

class JsonLinesReader {
  #client: RecordReader | undefined
  readonly #run: RunState = { steps: 0, announcesEnd: false, end: undefined, sources: new Map() }
  /** `read` and `unfold` may both be asked about a line, in either order; its record counts once. */
  #last: { readonly number: number; readonly lines: readonly SpokenLine[] | undefined } | undefined

  /** The record itself is nobody's speech; `unfold` gives what it holds. */
  read(line: OfferedLine): SpeakerTurn | undefined {
    return this.unfold(line) === undefined ? undefined : { speaker: 'quoted', next: 'output' }
  }

  unfold(line: OfferedLine): readonly SpokenLine[] | undefined {
    if (this.#last?.number !== line.number) this.#last = { number: line.number, lines: this.#unfold(line) }
    return this.#last.lines
  }

  #unfold({ text, full, number }: OfferedLine): readonly SpokenLine[] | undefined {
    const record = parseObject(full.startsWith('{') ? full : text)
    if (record === undefined) return undefined
    this.#client ??= CLIENTS.find((client) => client.recognises(record))
    return this.#client?.read(record, this.#run, number)
  }

  end(): AgentRun {
    const { steps } = this.#run
    const agent = this.#client?.agent
    return agent === undefined ? { steps, facts: [] } : { agent, steps, facts: this.#facts() }
  }

  #facts(): readonly AgentFact[] {
    const { steps, end, announcesEnd } = this.#run
    if (end !== undefined) return [end]
    if (!announcesEnd) return []
    if (steps === 0) return [noStepFact('The agent took no step.')]
    return [noFinishFact('The transcript ends without the record that closes a run.')]
  }
}
