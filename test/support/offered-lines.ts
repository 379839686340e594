// Reads logs as the analysis does, without any rule: transcripts, and readers that get the lines they want.

import { LogReader, readerLiterals } from '../../src/core/postflight/log-reader.ts'
import type { LineReader } from '../../src/core/postflight/reading/line-reader.ts'
import { LineReaders } from '../../src/core/postflight/reading/line-readers.ts'
import type { LogLine, Speaker } from '../../src/core/postflight/reading/log-line.ts'
import { compileWith } from '../../src/core/postflight/rules/compile-with.ts'
import { compileTrusted } from '../../src/core/postflight/rules/expression.ts'
import type { AgentRun } from '../../src/core/postflight/transcripts/transcript.ts'

export interface ReadTranscript {
  /** Undefined where no format recognised the log. */
  readonly format: string | undefined
  readonly run: AgentRun | undefined
  readonly lines: readonly LogLine[]
}

const SPEAKERS: readonly Speaker[] = ['output', 'command', 'agent', 'task', 'quoted']

export function readTranscript(log: string): ReadTranscript {
  const lines: LogLine[] = []
  const recorder: LineReader = { literals: [], speakers: SPEAKERS, read: (line) => void lines.push(line) }
  const nothing = { rules: [], ignoredLines: [], ignoredRegions: [] }
  const rules = compileWith(nothing, () => compileTrusted, { readerLiterals: readerLiterals([recorder]) })
  const reader = new LogReader(rules, [recorder])
  reader.scanner.push(Buffer.from(log))
  reader.scanner.end()
  return { format: reader.voices.format, run: reader.voices.end(), lines }
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

/** A line without colours, time stamps and marks of CI systems. */
function plainLine(text: string, number: number): Omit<LogLine, 'speaker'> {
  return { number, offset: 0, text, full: text, isRed: false, mark: undefined }
}
