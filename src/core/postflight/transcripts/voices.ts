// Who speaks each line. A log is a CI job's until a format of agents' transcripts recognises its own marks; from there on
// that format owns it.

import type { LogLine, Speaker } from '../reading/log-line.ts'
import { TRANSCRIPT_FORMATS } from './all.ts'
import type { AgentRun, OfferedLine, SpokenLine, TranscriptFormat, TranscriptReader } from './transcript.ts'

export const VOICE_LITERALS: readonly string[] = [...new Set(TRANSCRIPT_FORMATS.flatMap(({ literals }) => literals))]

interface Voice {
  readonly format: TranscriptFormat
  readonly reader: TranscriptReader
}

export class Voices {
  /** Who speaks from here on, until a mark says otherwise. */
  speaker: Speaker = 'output'
  readonly #voices: readonly Voice[] = TRANSCRIPT_FORMATS.map((format) => ({ format, reader: format.open() }))
  #owner: Voice | undefined

  /** The format that owns the log. */
  get format(): string | undefined {
    return this.#owner?.format.name
  }

  /** Whether each line is a record of which only the format knows what it holds. */
  get unfolds(): boolean {
    return this.#owner?.reader.unfold !== undefined
  }

  /** Offers a line that holds a mark, or that is a command as far as is known; returns who speaks it. */
  hear(line: LogLine): Speaker {
    for (const voice of this.#asked) {
      const turn = voice.reader.read(line)
      if (turn === undefined) continue
      this.#owner = voice
      this.speaker = turn.next
      return turn.speaker
    }
    return this.speaker
  }

  /** What a whole record holds; undefined where the line is none. */
  unfold(line: OfferedLine): readonly SpokenLine[] | undefined {
    for (const voice of this.#asked) {
      const spoken = voice.reader.unfold?.(line)
      if (spoken === undefined) continue
      this.#owner = voice
      return spoken
    }
    return undefined
  }

  /** Whoever owns the log, else all who may come to. */
  get #asked(): readonly Voice[] {
    return this.#owner === undefined ? this.#voices : [this.#owner]
  }

  /** The agent's run; undefined where no agent was seen. */
  end(): AgentRun | undefined {
    const run = this.#owner?.reader.end()
    return run?.agent === undefined ? undefined : run
  }
}
