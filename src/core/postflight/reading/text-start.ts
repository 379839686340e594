// Where the text of a line begins after its prefixes, for every line of a log: most have none, and most of the others
// begin with the time as GitHub Actions and container engines write it, so both are told without an expression.

import { withoutMarks } from './line-prefix.ts'

/** No prefix is longer. */
const PREFIX_BYTES_MAX = 1_024
const BLANK = 0x20
const COLON = 0x3a
const BAR = 0x7c

/** In bytes from `start`; 0 where there is no prefix. */
export function textStart(buffer: Uint8Array, start: number, end: number): number {
  const after = afterTime(buffer, start, end)
  if (after > 0 && !mayBeginPrefix(buffer, after, end)) return after - start
  return mayBeginPrefix(buffer, start, end) ? byExpression(buffer, start, end) : 0
}

function byExpression(buffer: Uint8Array, start: number, end: number): number {
  const length = Math.min(end - start, PREFIX_BYTES_MAX)
  const text = Buffer.from(buffer.buffer, buffer.byteOffset + start, length).toString('latin1')
  return text.length - withoutMarks(text).text.length
}

/** `2024-05-01T12:00:00.1234567Z `, and as many digits as there are. Where the text begins, or 0. */
function afterTime(buffer: Uint8Array, start: number, end: number): number {
  if (end - start < TIME.length) return 0
  for (let index = 0; index < TIME.length; index++) {
    const byte = buffer[start + index] as number
    const wanted = TIME.charCodeAt(index)
    if (wanted === DIGIT ? !isDigit(byte) : byte !== wanted) return 0
  }
  let index = start + TIME.length
  while (index < end && isDigit(buffer[index] as number)) index++
  const isTime = buffer[index] === ZULU && buffer[index + 1] === BLANK && !SEPARATORS.has(buffer[index + 2] as number)
  return isTime ? index + 2 : 0
}

/** Another blank and a sign may divide time and text, which is left to the expression. */
const SEPARATORS: ReadonlySet<number> = new Set(Buffer.from(' -:|'))
const TIME = '0000-00-00T00:00:00.'
const DIGIT = 0x30
const ZULU = 0x5a

/** Cheap: the first words of a line tell. Blanks may stand before a mark. */
function mayBeginPrefix(buffer: Uint8Array, start: number, end: number): boolean {
  const first = buffer[start] as number
  if (buffer[start + 2] === BAR && buffer[start + 5] === COLON) return true
  if (isDigit(first)) return mayBeginTime(buffer, start)
  if (first === BLANK) return isMarkOrLabel(buffer, afterBlanks(buffer, start, end), end)
  if (!isLetter(first) && first !== AT) return isMarkOrLabel(buffer, start, end)
  return mayBeginWithWords(buffer, start, end)
}

/** `May  1 12:00:00`, `@shop/web:build: `, `Step #0: `, `packages/web build: `, `web_1   | `, and tabs between words. */
function mayBeginWithWords(buffer: Uint8Array, start: number, end: number): boolean {
  const limit = Math.min(end, start + PREFIX_BYTES_USUAL)
  const first = endOfWord(buffer, start, limit)
  if (buffer[first - 1] === COLON || buffer[first + 1] === HASH) return true
  if (first - start === MONTH_BYTES && isDigit(buffer[first + 2] as number)) return true
  const next = afterBlanks(buffer, first, limit)
  if (buffer[next] === BAR) return true
  const second = endOfWord(buffer, next, limit)
  return buffer[second - 1] === COLON || buffer.subarray(start, limit).includes(TAB)
}

function endOfWord(buffer: Uint8Array, start: number, limit: number): number {
  let index = start
  while (index < limit && buffer[index] !== BLANK) index++
  return index
}

function mayBeginTime(buffer: Uint8Array, start: number): boolean {
  if (AFTER_TWO_DIGITS.has(buffer[start + 2] as number) || buffer[start + 1] === COLON) return true
  return isDateSign(buffer[start + 4] as number) || buffer[start + 10] === POINT
}

function isMarkOrLabel(buffer: Uint8Array, at: number, end: number): boolean {
  return isMark(buffer, at) || (buffer[at] === BRACKET && isLabel(buffer, at, end))
}

/** `[task : step] `, `[pod/name] `, `[@shop/web] `, `[Container] 2024`, `[workflow]   | `, `[javac] `, `[deploy 12:00:00] ` */
function isLabel(buffer: Uint8Array, start: number, end: number): boolean {
  const isNamed = isSmallLetter(buffer[start + 1] as number) && !LEVELS.has(fourBytes(buffer, start + 1))
  const limit = Math.min(end, start + PREFIX_BYTES_MAX)
  for (let index = start + 1; index < limit; index++) {
    const byte = buffer[index] as number
    if (byte === SLASH || byte === COLON) return true
    if (byte !== CLOSING_BRACKET) continue
    const next = buffer[afterBlanks(buffer, index + 1, end)] as number
    return isNamed || next === BAR || isDigit(next)
  }
  return false
}

/** `[info] `, with which every line of sbt begins, is no label. */
const LEVELS: ReadonlySet<number> = new Set(
  ['info', 'warn', 'erro', 'debu'].map((word) => fourBytes(Buffer.from(word), 0)),
)

function fourBytes(buffer: Uint8Array, at: number): number {
  return (
    ((buffer[at] as number) << 24) |
    ((buffer[at + 1] as number) << 16) |
    ((buffer[at + 2] as number) << 8) |
    (buffer[at + 3] as number)
  )
}

/** `12:00:00`, and GitLab's streams after the time: `01O `, `00E+`. */
const AFTER_TWO_DIGITS: ReadonlySet<number> = new Set(Buffer.from(':OE'))
const MONTH_BYTES = 3
/** Of those that begin with a word. */
const PREFIX_BYTES_USUAL = 100
const AT = 0x40
const BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
const SLASH = 0x2f
const TAB = 0x09
const PLUS = 0x2b
const PARENTHESIS = 0x28
const HASH = 0x23
const POINT = 0x2e

/** `[12:00:00]`, `[ 12.3s]`, `(2024-`, `#12 `, `##[error]`, `::error`, `+build | `. */
function isMark(buffer: Uint8Array, at: number): boolean {
  const first = buffer[at] as number
  const second = buffer[at + 1] as number
  if (first === COLON) return second === COLON
  if (first === PLUS) return second !== BLANK && second !== PLUS
  if (first === HASH) return second === HASH || isDigit(second)
  if (first === BRACKET) return second === BLANK || isDigit(second)
  return first === PARENTHESIS && isDigit(second)
}

function afterBlanks(buffer: Uint8Array, start: number, end: number): number {
  let index = start
  while (index < end && buffer[index] === BLANK) index++
  return index
}

/** `2024-` and `2024/`. */
function isDateSign(byte: number): boolean {
  return byte === 0x2d || byte === 0x2f
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isSmallLetter(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
