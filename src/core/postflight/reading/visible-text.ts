// What a person would see of a line: colours and other escapes removed, carriage returns obeyed.

import { ESCAPES } from '../../escapes.ts'
import { FRAMES_MAX, LIKENESS_CHARACTERS, LIKENESS_CHARACTERS_MAX } from './limits.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g
/** Red and bright red, alone or among other attributes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const RED = /\x1b\[(?:\d{1,3};){0,4}(?:31|91)(?:;\d{1,3}){0,4}m/
/** A backspace takes the character before it away, as spinners and `man` use it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const BACKSPACES = /[^\x08]\x08/g

export interface VisibleText {
  readonly text: string
  readonly isRed: boolean
}

/** One line's segment without carriage returns. */
export function toVisible(segment: string): VisibleText {
  if (!NEEDS_CARE.test(segment)) return { text: segment.trimEnd(), isRed: false }
  const hasEscapes = segment.includes('\u001b')
  let text = hasEscapes ? segment.replace(ESCAPES, '') : segment
  if (text.includes('\b')) text = text.replace(BACKSPACES, '').replaceAll('\b', '')
  text = text.replace(CONTROLS, '').replace(ODD_BLANKS, ' ').trimEnd()
  return { text, isRed: hasEscapes && isRed(segment) }
}

export function isRed(segment: string): boolean {
  return RED.test(segment)
}

/** Anything beside printable ASCII and tabs. */
const NEEDS_CARE = /[^\t -~]/
/** No-break and other blanks beyond ASCII, and a byte order mark. */
const ODD_BLANKS = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/g

/**
 * The parts of a line that carriage returns leave readable: frames of a spinner or a progress bar are collapsed into
 * their last one, text that differs in more than numbers stays.
 */
export function toFrames(line: string): readonly string[] {
  if (!line.includes('\r')) return [line]
  const frames: string[] = []
  let last: string | undefined
  for (const segment of line.split('\r')) {
    if (segment.trim() === '') continue
    const beginning = beginningOf(segment)
    if (last !== undefined && areAlike(last, beginning)) frames.pop()
    last = beginning
    frames.push(segment)
    if (frames.length > FRAMES_MAX) frames.shift()
  }
  return frames
}

function areAlike(one: string, other: string): boolean {
  let at = -1
  let otherAt = -1
  for (let letters = 0; letters < LIKENESS_CHARACTERS; letters++) {
    at = letterAfter(one, at)
    otherAt = letterAfter(other, otherAt)
    if (one[at] !== other[otherAt]) return false
    if (at === one.length) return true
  }
  return true
}

function beginningOf(segment: string): string {
  const seen = segment.slice(0, LIKENESS_CHARACTERS_MAX)
  return seen.includes('\u001b') ? seen.replace(ESCAPES, '') : seen
}

/** Where the next letter stands; at the end, where none does. */
function letterAfter(text: string, at: number): number {
  for (let index = at + 1; index < text.length; index++) {
    const lower = text.charCodeAt(index) | 0x20
    if (lower >= 0x61 && lower <= 0x7a) return index
  }
  return text.length
}
