// Raw lines become lines as the rules see them.

import { isBinary } from './binary-lines.ts'
import { RULE_BYTES_MAX, TEXT_CHARACTERS_MAX } from './limits.ts'
import { withoutMarks } from './line-prefix.ts'
import type { RawLine } from './line-scanner.ts'
import type { LogLine, Speaker } from './log-line.ts'
import type { RecentLine } from './recent-lines.ts'
import { toFrames, toVisible } from './visible-text.ts'

/** The line where it reads as it stands, but for escapes. */
export function dressPlain(raw: RawLine, speaker: Speaker): LogLine {
  const { number, offset } = raw
  const end = Math.min(raw.end, raw.start + RULE_BYTES_MAX)
  const text = raw.buffer.toString(raw.isBeyondAscii ? 'utf8' : 'latin1', raw.start, end)
  if (raw.isBeyondAscii || raw.hasEscapes) return dress(text, { number, offset, speaker })
  const full = cut(text.trimEnd())
  const marked = raw.textStart === 0 ? { text: full, mark: undefined } : withoutMarks(full)
  return { number, offset, full, ...marked, isRed: false, speaker }
}

/** One line for each text that a person could have read: most often one, more where carriage returns stand between. */
export function dressLines(raw: RawLine, speaker: Speaker): readonly LogLine[] {
  const { number, offset } = raw
  return toFrames(decode(raw)).map((frame) => dress(frame, { number, offset, speaker }))
}

type Place = Pick<LogLine, 'number' | 'offset' | 'speaker'>

/** `text` is one line without a line feed. */
export function dress(text: string, { number, offset, speaker }: Place): LogLine {
  const { text: visible, isRed } = toVisible(text.length > RULE_BYTES_MAX ? text.slice(0, RULE_BYTES_MAX) : text)
  const full = cut(visible)
  return { number, offset, full, ...withoutMarks(full), isRed, speaker }
}

function cut(visible: string): string {
  return visible.length > TEXT_CHARACTERS_MAX ? visible.slice(0, TEXT_CHARACTERS_MAX) : visible
}

/** The readable text of a line that went by, none of one that is no text; its last frame where carriage returns stand between. */
export function recentText({ buffer, start, end }: RecentLine): string {
  if (isBinary(buffer, start, end)) return ''
  const frames = toFrames(buffer.toString('utf8', start, Math.min(end, start + RULE_BYTES_MAX)))
  return dress(frames.at(-1) ?? '', { number: 0, offset: 0, speaker: 'output' }).text
}

/** UTF-8 where it is any; malformed bytes become replacement characters. */
export function decode({ buffer, start, end, isBeyondAscii }: RawLine): string {
  return buffer.toString(isBeyondAscii ? 'utf8' : 'latin1', start, end)
}
