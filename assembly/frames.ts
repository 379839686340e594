// What carriage returns leave readable of a line, as toFrames of src/core/postflight/reading/visible-text.ts tells it of a
// text: of frames that differ only in numbers the last one.

import { BLANK, byteAt, CARRIAGE_RETURN, ESCAPE, isLetter, TAB } from './bytes'
import { endOfEscape } from './escapes'
import { FRAMES_MAX, LIKENESS_CHARACTERS, LIKENESS_CHARACTERS_MAX } from './limits'

/** Where the last frames begin and end, each at its number modulo FRAMES_MAX. */
export const frames: usize = memory.data(<i32>FRAMES_MAX * 8)

/** The first letters of a frame and of the one before it. */
let letters: usize = memory.data(16)
let lettersBefore: usize = memory.data(16)

/**
 * Of a line whose escapes are known; none of them holds a carriage return, so each is whole within its frame. Returns how
 * many frames it has, of which the last FRAMES_MAX are kept.
 */
export function splitFrames(start: usize, end: usize): u32 {
  let count: u32 = 0
  let countBefore: usize = 0
  for (let from = start; from <= end; ) {
    let to = from
    while (to < end && byteAt(to) !== CARRIAGE_RETURN) to++
    if (!isBlank(from, to)) {
      const held = readLetters(from, to)
      if (count === 0 || held !== countBefore || memory.compare(letters, lettersBefore, held) !== 0) count++
      keep(count - 1, from, to)
      countBefore = held
      const other = lettersBefore
      lettersBefore = letters
      letters = other
    }
    from = to + 1
  }
  return count
}

function keep(frame: u32, start: usize, end: usize): void {
  const slot = frames + ((frame & (FRAMES_MAX - 1)) << 3)
  store<u32>(slot, <u32>start)
  store<u32>(slot, <u32>end, 4)
}

function isBlank(start: usize, end: usize): bool {
  for (let index = start; index < end; index++) {
    if (byteAt(index) !== BLANK && byteAt(index) !== TAB) return false
  }
  return true
}

/** Returns how many there are among the first characters, escapes counted as they stand. */
function readLetters(start: usize, end: usize): usize {
  let held: usize = 0
  let characters: usize = 0
  for (let index = start; index < end && held < LIKENESS_CHARACTERS; index++) {
    const byte = byteAt(index)
    if (byte === ESCAPE) {
      const last = endOfEscape(index, end)
      characters += last - index
      index = last
    }
    characters += charactersOf(byte)
    if (characters > LIKENESS_CHARACTERS_MAX) break
    if (byte !== ESCAPE && isLetter(byte)) store<u8>(letters + held++, byte)
  }
  return held
}

/** Of UTF-8: units of UTF-16 that begin with this byte. */
function charactersOf(byte: u8): usize {
  if (byte >= 0xf0) return 2
  return byte < 0x80 || byte >= 0xc0 ? 1 : 0
}
