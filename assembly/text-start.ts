// Where the text of a line begins after its prefixes, for every line of a log: most have none, and most of the others
// begin with a date and a time, or a time of day, so both are told without an expression.

import {
  AT,
  BAR,
  BLANK,
  BRACKET,
  byteAt,
  CARRIAGE_RETURN,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  HASH,
  HYPHEN,
  isDigit,
  isLetter,
  isSmallLetter,
  PARENTHESIS,
  PLUS,
  POINT,
  SLASH,
  TAB,
} from './bytes'
import { PREFIX_BYTES_MAX } from './limits'

/** Asks the expressions of line-prefix.ts; in bytes from `start`. */
declare function byExpression(start: usize, end: usize): i32

/** Of those that begin with a word. */
const PREFIX_BYTES_USUAL: usize = 100

/** Whether the last call of `textStart` asked the expressions. */
export let hasAsked: bool = false

/** In bytes from `start`; 0 where there is no prefix. Blanks and carriage returns at the end belong to no text. */
export function textStart(start: usize, lineEnd: usize): i32 {
  hasAsked = false
  let end = lineEnd
  while (end > start && isBlank(byteAt(end - 1))) end--
  const after = isDigit(byteAt(start)) ? afterTime(start, end) : 0
  if (after > 0 && !mayBeginPrefix(after, end)) return <i32>(after - start)
  hasAsked = mayBeginPrefix(start, end)
  return hasAsked ? byExpression(start, end) : 0
}

/**
 * `2024-05-01T12:00:00.1234567Z `, `2024-05-01 12:00:00 `, `12:00:00.123 `: where the text begins, or 0 where an expression
 * has to tell.
 */
function afterTime(start: usize, end: usize): usize {
  if (end - start < TIME_BYTES) return 0
  const hasDate = isDate(start)
  const time = hasDate ? start + DATE_BYTES : start
  if (!isTimeOfDay(time)) return 0
  const index = afterFraction(time + TIME_BYTES, hasDate ? FRACTION_DIGITS_MAX : SECONDS_DIGITS_MAX)
  const hasZone = hasDate && byteAt(index) === ZULU
  const blank = hasZone ? index + 1 : index
  if (blank >= end || byteAt(blank) !== BLANK) return 0
  const next = byteAt(blank + 1)
  if (divides(next) || (!hasZone && goesOn(next)) || (!hasDate && next === BLANK)) return 0
  return blank + 1
}

/** `2024-05-01T` or `2024-05-01 `, with any digits. */
function isDate(start: usize): bool {
  if (byteAt(start + 4) !== HYPHEN || byteAt(start + 7) !== HYPHEN) return false
  const between = byteAt(start + 10)
  if (between !== TIME && between !== BLANK) return false
  return areDigits(start, 4) && areDigits(start + 5, 2) && areDigits(start + 8, 2)
}

/** `12:00:00`, with any digits. */
function isTimeOfDay(start: usize): bool {
  if (byteAt(start + 2) !== COLON || byteAt(start + 5) !== COLON) return false
  return areDigits(start, 2) && areDigits(start + 3, 2) && areDigits(start + 6, 2)
}

function areDigits(start: usize, count: usize): bool {
  for (let index = start; index < start + count; index++) if (!isDigit(byteAt(index))) return false
  return true
}

/** A point or a comma and digits; where there are too many, where they begin. */
function afterFraction(start: usize, digitsMax: usize): usize {
  const sign = byteAt(start)
  if (sign !== POINT && sign !== COMMA) return start
  let index = start + 1
  while (isDigit(byteAt(index))) index++
  const digits = index - start - 1
  return digits >= 1 && digits <= digitsMax ? index : start
}

const DATE_BYTES: usize = 11
const TIME_BYTES: usize = 8
/** After a date, and after a bare time of day. */
const FRACTION_DIGITS_MAX: usize = 9
const SECONDS_DIGITS_MAX: usize = 6
const TIME: u8 = 0x54
const ZULU: u8 = 0x5a

/** A sign and another blank may divide time and text, which is left to the expression. */
function divides(byte: u8): bool {
  return byte === HYPHEN || byte === COLON || byte === BAR
}

/** `AM`, `PM`, `Z`, `UTC`, `GMT`, `+0200`: of what belongs to a time, these may follow after a blank. */
function goesOn(byte: u8): bool {
  return byte === 0x41 || byte === 0x50 || byte === ZULU || byte === 0x55 || byte === 0x47 || byte === PLUS
}

/** Cheap: the first words of a line tell. Blanks may stand before a mark. */
function mayBeginPrefix(start: usize, end: usize): bool {
  const first = byteAt(start)
  if (byteAt(start + 2) === BAR && byteAt(start + 5) === COLON) return true
  if (isDigit(first)) return mayBeginTime(start)
  if (first === BLANK) return isMarkOrLabel(afterBlanks(start, end), end)
  if (!isLetter(first) && first !== AT) return isMarkOrLabel(start, end)
  return mayBeginWithWords(start, end)
}

/** `May  1 12:00:00`, `@shop/web:build: `, `Step #0: `, `packages/web build: `, `web_1   | `, and tabs between words. */
function mayBeginWithWords(start: usize, end: usize): bool {
  const limit = min(end, start + PREFIX_BYTES_USUAL)
  const first = endOfWord(start, limit)
  if (byteAt(first - 1) === COLON && isName(start, first - 1)) return true
  if (first - start === MONTH_BYTES && isDigit(byteAt(first + 2)) && isDigit(byteAt(first + 4))) return true
  if (byteAt(first + 1) === HASH) return true
  const next = afterBlanks(first, limit)
  if (byteAt(next) === BAR && isDigit(byteAt(first - 1))) return true
  const second = endOfWord(next, limit)
  if (byteAt(second - 1) === COLON && has(SLASH, start, first)) return true
  return isColumns(start, end)
}

const MONTH_BYTES: usize = 3

/** Of a task, a pod, a dyno: `web:build`, `shop-123456789`, `app[web.1]`; or `remote`. */
function isName(start: usize, end: usize): bool {
  const last = byteAt(end - 1)
  return isDigit(last) || last === CLOSING_BRACKET || has(COLON, start, end) || load<u32>(start) === REMOTE
}

/** The first four letters, the first one lowest. */
const REMOTE: u32 = 0x6f6d_6572

/** `job<tab>step<tab>2024-`, `build<tab>01-May-2024 ` */
function isColumns(start: usize, end: usize): bool {
  const first = find(TAB, start, min(end, start + PREFIX_BYTES_USUAL + 1))
  if (first === 0 || isDigit(byteAt(first + 1))) return first !== 0
  const second = find(TAB, first + 1, min(end, first + PREFIX_BYTES_USUAL + 2))
  return second !== 0 && isDigit(byteAt(second + 1))
}

function has(byte: u8, start: usize, end: usize): bool {
  return find(byte, start, end) !== 0
}

/** Where the first such byte stands, or 0. */
function find(byte: u8, start: usize, end: usize): usize {
  const wanted = i8x16.splat(byte)
  for (let from = start; from < end; from += 16) {
    const standing = i8x16.bitmask(i8x16.eq(v128.load(from), wanted))
    if (standing === 0) continue
    const index = from + ctz(standing)
    return index < end ? index : 0
  }
  return 0
}

function endOfWord(start: usize, limit: usize): usize {
  let index = start
  while (index < limit && byteAt(index) !== BLANK) index++
  return index
}

/** `12:00:00`, `1:00:00 PM`, `2024-05-01 12:`, `1709467209.`, and GitLab's streams after the time: `01O `, `00E+`. */
function mayBeginTime(start: usize): bool {
  const third = byteAt(start + 2)
  if (third === STDOUT || third === STDERR) return true
  if (third === COLON) return byteAt(start + 5) === COLON
  if (byteAt(start + 1) === COLON) return byteAt(start + 4) === COLON
  const sign = byteAt(start + 4)
  if (sign === HYPHEN || sign === SLASH) return byteAt(start + 13) === COLON
  return byteAt(start + 10) === POINT
}

const STDOUT: u8 = 0x4f
const STDERR: u8 = 0x45

function isMarkOrLabel(at: usize, end: usize): bool {
  return isMark(at) || (byteAt(at) === BRACKET && isLabel(at, end))
}

/** `[12:00:00]`, `[ 12.3s]`, `(2024-`, `#12 `, `##[error]`, `::error`, `+build | `. */
function isMark(at: usize): bool {
  const first = byteAt(at)
  const second = byteAt(at + 1)
  if (first === COLON) return second === COLON
  if (first === PLUS) return second !== BLANK && second !== PLUS
  if (first === HASH) return second === HASH || isDigit(second)
  if (first === BRACKET || first === PARENTHESIS) return isTimeWithin(at + 1)
  return false
}

/** Digits of a time of day, of seconds with a fraction, or of a year, perhaps after blanks. */
function isTimeWithin(at: usize): bool {
  let start = at
  while (byteAt(start) === BLANK) start++
  let index = start
  while (isDigit(byteAt(index))) index++
  const next = byteAt(index)
  const digits = index - start
  if (next === COLON || next === POINT) return digits > 0
  return digits === YEAR_BYTES && (next === HYPHEN || next === SLASH)
}

const YEAR_BYTES: usize = 4

/** `[task : step] `, `[pod/name] `, `[@shop/web] `, `[Container] 2024`, `[workflow]   | `, `[javac] `, `[deploy 12:00:00] ` */
function isLabel(start: usize, end: usize): bool {
  const close = find(CLOSING_BRACKET, start + 1, min(end, start + PREFIX_BYTES_MAX))
  if (close === 0) return false
  const first = byteAt(start + 1)
  if (first === AT || (isSmallLetter(first) && !isLevel(start + 1))) return true
  const next = byteAt(afterBlanks(close + 1, end))
  return next === BAR || isDigit(next) || has(COLON, start, close)
}

/** `[info] `, with which every line of sbt begins, is no label. */
function isLevel(start: usize): bool {
  const word = load<u32>(start)
  return word === INFO || word === WARN || word === ERROR || word === DEBUG
}

/** The first four letters of each, the first one lowest. */
const INFO: u32 = 0x6f66_6e69
const WARN: u32 = 0x6e72_6177
const ERROR: u32 = 0x6f72_7265
const DEBUG: u32 = 0x7562_6564

function isBlank(byte: u8): bool {
  return byte === BLANK || byte === TAB || byte === CARRIAGE_RETURN
}

function afterBlanks(start: usize, end: usize): usize {
  let index = start
  while (index < end && byteAt(index) === BLANK) index++
  return index
}
