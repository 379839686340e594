// Lines that are no text: archives and programs that were printed or taken for a log, and UTF-16 without a byte order
// mark, whose lines are full of NULs. What a rule finds in them is chance.

import { isUtf8 } from 'node:buffer'

const LOOKED_AT_BYTES_MAX = 16_384
/** So many control characters that no terminal knows, and one in so many bytes. */
const STRANGE_MIN = 4
const BYTES_PER_STRANGE_MAX = 10
/** In a line of a few bytes, fewer tell. */
const BYTES_PER_STRANGE_SURE = 3

/** Whether the bytes hold many control characters, NULs among them, or one beside malformed UTF-8. A stray NUL is none. */
export function isBinary(buffer: Buffer, start: number, end: number): boolean {
  const line = buffer.subarray(start, end)
  const looked = line.subarray(0, LOOKED_AT_BYTES_MAX)
  let strange = 0
  for (const byte of looked) if (isStrange(byte)) strange++
  if (strange >= STRANGE_MIN && strange * BYTES_PER_STRANGE_MAX >= looked.length) return true
  if (strange > 0 && strange * BYTES_PER_STRANGE_SURE >= looked.length) return true
  // Malformed UTF-8 alone is text in another encoding.
  return strange > 0 && line.length <= LOOKED_AT_BYTES_MAX && !isUtf8(line)
}

/** Neither text nor what terminals, editors and page breaks need: bells, backspaces, tabs, shifts and escapes. */
function isStrange(byte: number): boolean {
  return (byte < 0x20 && (byte < 0x07 || byte > 0x0f) && byte !== ESCAPE) || byte === DELETE
}

const ESCAPE = 0x1b
const DELETE = 0x7f

export class BinaryLines {
  count = 0
  /** The first of them. */
  first = 0

  note(number: number): void {
    this.count++
    this.first ||= number
  }

  /** What was not read of a log of so many lines, in a sentence. */
  unread(lines: number): readonly string[] {
    const { count, first } = this
    if (count === 0) return []
    if (count * LINES_PER_BINARY_MAX >= lines)
      return [`The log does not look like text: ${count} of ${lines} lines hold ${BINARY_DATA} and were not read`]
    if (count === 1) return [`Line ${first} holds ${BINARY_DATA}: it was not read`]
    return [`${count} lines, the first of them line ${first}, hold ${BINARY_DATA}: they were not read`]
  }
}

/** A log in which one line in so many is binary is none. */
const LINES_PER_BINARY_MAX = 10
const BINARY_DATA = 'binary data'
