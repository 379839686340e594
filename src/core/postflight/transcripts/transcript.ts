// What a reader of one format of agent transcripts is: it tells who speaks, and what the run itself says of its end.

import type { LogLine, Speaker } from '../reading/log-line.ts'

export interface TranscriptFormat {
  /** As its users call it: `mini-swe-agent`. */
  readonly name: string
  /** Lower-case ASCII; a line is offered when it contains one of them. At least three characters. */
  readonly literals: readonly string[]
  open(): TranscriptReader
}

export interface TranscriptReader {
  /**
   * Undefined where the line tells nothing about who speaks. The first format that recognises its own marks owns the
   * log from there on; the others are not asked any more.
   */
  read(line: OfferedLine): SpeakerTurn | undefined
  /**
   * A record of a line-by-line JSON transcript as the lines that its parts hold; absent in formats of plain text. Its
   * `full` has to be the whole record, however long; a record that was cut is not understood.
   */
  unfold?(line: OfferedLine): readonly SpokenLine[] | undefined
  /** What the format says of the run as a whole, once the log has ended. */
  end(): AgentRun
}

export type OfferedLine = Pick<LogLine, 'number' | 'text' | 'full'>

export interface SpeakerTurn {
  /** Who speaks the line itself. */
  readonly speaker: Speaker
  /** Who speaks from the next line on. */
  readonly next: Speaker
}

export interface SpokenLine {
  readonly speaker: Speaker
  readonly text: string
}

export interface AgentRun {
  /** Whose run this is; absent where the transcript shows no agent, such as a recording of a test suite. */
  readonly agent?: string
  readonly steps: number
  /** Hard facts about how the run went, each with the line that says so (undefined: that it is missing). */
  readonly facts: readonly AgentFact[]
}

export interface AgentFact {
  readonly kind:
    | 'never_started'
    | 'no_step'
    | 'limit_reached'
    | 'no_finish'
    | 'empty_patch'
    | 'no_source_changed'
    | 'submitted'
  readonly line: number | undefined
  /** One sentence for the report. */
  readonly text: string
}
