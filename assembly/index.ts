// The loop over the bytes of a log, in AssemblyScript: cuts lines, finds the literals that each holds, and stops only at
// those that someone wants. src/core/postflight/reading/literal-finder.ts calls it; `npm run wasm:generate` compiles it.

import { BLANK, byteAt, CARRIAGE_RETURN, DELETE, ESCAPE, LINE_FEED, TILDE } from './bytes'
import { readerCount, ruleCount } from './calls'
import { mayBeRed, withoutEscapes } from './escapes'
import { find, folded, textAt } from './find'
import {
  BEYOND_ASCII,
  BY_EXPRESSION,
  CONTROLS,
  ESCAPES,
  MAYBE_RED,
  ODD_BLANKS,
  RETURNS,
  UNKNOWN,
  WANTED,
} from './kinds'
import { RECENT_LINES_MAX, RULE_BYTES_MAX } from './limits'
import { END, KINDS, LINES, READERS, RULES, SEEN_END, SEEN_START, START, TEXT_START, tell } from './record'
import { hasAsked } from './text-start'

export { frames, splitFrames } from './frames'
export * from './limits'
export { record } from './record'
export * from './tables'
export { textStart } from './text-start'

/** Where the last lines begin and end, by their number. */
export const recent: usize = memory.data(<i32>RECENT_LINES_MAX * 8)

/** What a person sees of a line. */
const plain: usize = memory.data(<i32>RULE_BYTES_MAX + 32)

let lineStart: usize = 0
let lineEnd: usize = 0
let seenStart: usize = 0
let seenEnd: usize = 0
let kinds: u32 = 0
/** Lines that were cut from the data so far. */
let lines: u32 = 0
let at: usize = 0
let dataEnd: usize = 0

/** Below it nothing may be laid out. */
export function freeMemory(): usize {
  return __heap_base
}

/** The data ends in a line feed. */
export function begin(start: usize, end: usize): void {
  at = start
  dataEnd = end
  lines = 0
  tell(LINES, 0)
}

/** Goes on to the next line that is wanted or asks for a closer look, or to the very next one. */
export function next(isEveryWanted: bool): bool {
  while (at < dataEnd) {
    read(at)
    at = lineEnd + 1
    note()
    if (isEveryWanted || (kinds & (WANTED | UNKNOWN)) !== 0 || lineEnd - lineStart > RULE_BYTES_MAX) return tellLine()
  }
  return false
}

function tellLine(): bool {
  tell(START, <u32>lineStart)
  tell(END, <u32>lineEnd)
  tell(KINDS, (kinds & UNKNOWN) === 0 && hasAsked ? kinds | BY_EXPRESSION : kinds)
  tell(TEXT_START, textAt)
  tell(SEEN_START, <u32>seenStart)
  tell(SEEN_END, <u32>seenEnd)
  tellCalls()
  return true
}

function tellCalls(): void {
  tell(RULES, ruleCount)
  tell(READERS, readerCount)
}

/** A text that ends in a line feed: its literals are looked for as it stands, whatever it holds. */
export function readText(start: usize): void {
  cut(start)
  find(start, lineEnd, kinds)
  tellCalls()
}

/** One line that ends in a line feed. */
function read(start: usize): void {
  lineStart = start
  cut(start)
  seenStart = start
  seenEnd = lineEnd
  const length = lineEnd - start
  if ((kinds & (CONTROLS | ODD_BLANKS)) !== 0 || ((kinds & RETURNS) !== 0 && length > RULE_BYTES_MAX)) {
    kinds |= UNKNOWN
    return
  }
  if ((kinds & ESCAPES) !== 0) readPlain(start)
  else find(start, lineEnd, kinds)
  if ((kinds & UNKNOWN) === 0 && ruleCount + readerCount > 0) kinds |= WANTED
}

/** Without escapes, the line is read as one of its own. */
function readPlain(start: usize): void {
  const end = lineEnd
  const standing = kinds
  kinds |= UNKNOWN
  if (!readSeen(start, min(end, start + RULE_BYTES_MAX))) return
  lineEnd = end
  kinds = mayBeRed ? standing | MAYBE_RED : standing
}

/** What a person sees of some bytes; false, and nothing is read, where an escape stands in them that is not known. */
function readSeen(start: usize, end: usize): bool {
  const length = withoutEscapes(start, end, plain)
  if (length < 0) return false
  store<u8>(plain + length, LINE_FEED)
  cut(plain)
  find(plain, lineEnd, kinds)
  seenStart = plain
  seenEnd = lineEnd
  return true
}

/** One of the frames of the line at which `next` stopped. Its escapes are known, since those of the line are. */
export function readFrame(start: usize, end: usize): void {
  lineStart = start
  readSeen(start, end)
  lineEnd = end
  if (seenEnd - seenStart !== end - start) kinds |= ESCAPES
  if (mayBeRed) kinds |= MAYBE_RED
  tellLine()
}

/** Finds the end of the line, folds its beginning and tells its kinds. */
function cut(start: usize): void {
  const lineFeeds = i8x16.splat(LINE_FEED)
  let all: u32 = 0
  let to = folded
  const toEnd = folded + RULE_BYTES_MAX
  let from = start
  for (;;) {
    const raw = v128.load(from)
    const compared = fold(raw)
    if (to < toEnd) v128.store(to, compared)
    const odd = i8x16.bitmask(i8x16.gt_u(i8x16.sub(compared, i8x16.splat(BLANK)), i8x16.splat(TILDE - BLANK)))
    const ends = i8x16.bitmask(i8x16.eq(raw, lineFeeds))
    if (ends !== 0) {
      const rest = ctz(ends)
      lineEnd = from + rest
      all |= kindsOf(from, odd & ((1 << rest) - 1))
      break
    }
    all |= kindsOf(from, odd)
    from += 16
    to += 16
  }
  kinds = all
}

/** As FOLDED in literal-index.ts: digits as one, tabs as blanks, letters in lower case. */
function fold(raw: v128): v128 {
  const isCapital = i8x16.lt_u(i8x16.sub(raw, i8x16.splat(0x41)), i8x16.splat(26))
  const isNumber = i8x16.lt_u(i8x16.sub(raw, i8x16.splat(0x30)), i8x16.splat(10))
  const isTab = i8x16.eq(raw, i8x16.splat(0x09))
  const lower = v128.or(raw, v128.and(isCapital, i8x16.splat(0x20)))
  return v128.bitselect(i8x16.splat(0x20), v128.bitselect(i8x16.splat(0x30), lower, isNumber), isTab)
}

/**
 * Of the sixteen bytes from `start`, those whose bit is set in `odd`. In a row of carriage returns the last one decides
 * whether they only end the line.
 */
function kindsOf(start: usize, odd: i32): u32 {
  let all: u32 = 0
  for (let left = odd; left !== 0; left &= left - 1) {
    const index = start + ctz(left)
    const byte = byteAt(index)
    if (byte > DELETE) {
      all |= BEYOND_ASCII
      if (isOddBlank(index)) all |= ODD_BLANKS
    } else if (byte === ESCAPE) all |= ESCAPES
    else if (byte === CARRIAGE_RETURN) {
      const after = byteAt(index + 1)
      if (after !== LINE_FEED && after !== CARRIAGE_RETURN) all |= RETURNS
    } else all |= CONTROLS
  }
  return all
}

/**
 * U+00A0, U+2000 to U+200B, U+202F, U+205F, U+3000 and the byte order mark, as UTF-8, which rules see as blanks; and what
 * else `String.trim` takes away: U+1680, U+2028, U+2029.
 */
function isOddBlank(at: usize): bool {
  const first = byteAt(at)
  const second = byteAt(at + 1)
  const third = byteAt(at + 2)
  if (first === 0xc2) return second === 0xa0
  if (first === 0xe1) return second === 0x9a && third === 0x80
  if (first === 0xe2 && second === 0x81) return third === 0x9f
  if (first === 0xe2) return second === 0x80 && (third <= 0x8b || third === 0xa8 || third === 0xa9 || third === 0xaf)
  return (first === 0xe3 && second === 0x80 && third === 0x80) || (first === 0xef && second === 0xbb && third === 0xbf)
}

function note(): void {
  const slot = recent + ((lines & (RECENT_LINES_MAX - 1)) << 3)
  store<u32>(slot, <u32>lineStart)
  store<u32>(slot, <u32>lineEnd, 4)
  lines++
  tell(LINES, lines)
}
