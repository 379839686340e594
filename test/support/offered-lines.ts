// Feeds readers of transcripts and of lines as sparingly as an engine may: only lines that hold one of their literals,
// that follow one, or that are of a speaker they asked for.

import type { LineReader } from '../../src/core/postflight/reading/line-reader.ts'
import { LineReaders } from '../../src/core/postflight/reading/line-readers.ts'
import type { LogLine, Speaker } from '../../src/core/postflight/reading/log-line.ts'
import { TRANSCRIPT_FORMATS } from '../../src/core/postflight/transcripts/all.ts'
import type {
  AgentRun,
  SpeakerTurn,
  SpokenLine,
  TranscriptFormat,
  TranscriptReader,
} from '../../src/core/postflight/transcripts/transcript.ts'

export interface ReadTranscript {
  /** Undefined where no format recognised the log. */
  readonly format: string | undefined
  readonly run: AgentRun | undefined
  readonly lines: readonly LogLine[]
}

interface OpenFormat {
  readonly format: TranscriptFormat
  readonly reader: TranscriptReader
}

export function readTranscript(log: string): ReadTranscript {
  let open: readonly OpenFormat[] = TRANSCRIPT_FORMATS.map((format) => ({ format, reader: format.open() }))
  let owner: OpenFormat | undefined
  let speaker: Speaker = 'output'
  const lines: LogLine[] = []
  log.split('\n').forEach((raw, index) => {
    const line = plainLine(raw, index + 1)
    let turn: SpeakerTurn | undefined
    for (const each of open.filter(({ format }) => speaker === 'command' || holdsOne(raw, format.literals))) {
      turn = each.reader.read(line)
      if (turn === undefined) continue
      owner = each
      open = [each]
      break
    }
    const spoken = owner?.reader.unfold?.({ ...line, full: raw })
    lines.push(...(spoken ?? [{ speaker: turn?.speaker ?? speaker, text: line.text }]).map(asLine(line)))
    speaker = turn?.next ?? speaker
  })
  return { format: owner?.format.name, run: owner?.reader.end(), lines }
}

/** A line without colours, time stamps and marks of CI systems. */
function plainLine(text: string, number: number): Omit<LogLine, 'speaker'> {
  return { number, offset: 0, text, full: text, isRed: false, mark: undefined }
}

function asLine(line: Omit<LogLine, 'speaker'>): (spoken: SpokenLine) => LogLine {
  return ({ speaker, text }) => ({ ...line, text, full: text, speaker })
}

/** Lines of one speaker, numbered from 1. */
export function linesOf(speaker: Speaker, text: string): readonly LogLine[] {
  return text.split('\n').map((raw, index) => ({ ...plainLine(raw, index + 1), speaker }))
}

export function offer<Reader extends LineReader>(reader: Reader, lines: readonly LogLine[]): Reader {
  const readers = new LineReaders([reader])
  for (const line of lines) readers.read(line)
  return reader
}

function holdsOne(text: string, literals: readonly string[]): boolean {
  const lower = `\n${text.toLowerCase()}`
  return literals.some((literal) => lower.includes(literal))
}
