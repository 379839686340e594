// Escape sequences as src/core/escapes.ts knows them: all but those that hold a string, such as a window's title.

import { BLANK, BRACKET, byteAt, ESCAPE, isDigit, PARENTHESIS, TILDE } from './bytes'

/** Whether an escape that was read may be red; each text without escapes begins anew. */
export let mayBeRed: bool = false

/** Returns the length of what is left; below zero where an escape of another kind, or a broken one, stands in it. */
export function withoutEscapes(start: usize, end: usize, target: usize): i32 {
  mayBeRed = false
  let to = target
  for (let index = start; index < end; index++) {
    const byte = byteAt(index)
    if (byte !== ESCAPE) store<u8>(to++, byte)
    else {
      index = endOfEscape(index, end)
      if (index === 0) return -1
    }
  }
  return <i32>(to - target)
}

/** Where its last byte stands; 0 where it is of another kind, or broken. */
export function endOfEscape(start: usize, end: usize): usize {
  const at = start + 1
  if (at >= end) return 0
  const byte = byteAt(at)
  if (byte === BRACKET) return endOfControl(at + 1, end)
  if (byte === PARENTHESIS || byte === CLOSING_PARENTHESIS) return isCharacterSet(at + 1, end) ? at + 1 : 0
  return isAlone(byte) ? at : 0
}

/** `ESC [`, parameters, intermediate bytes and a last one. */
function endOfControl(start: usize, end: usize): usize {
  let index = start
  while (index < end && byteAt(index) >= ZERO && byteAt(index) <= QUESTION_MARK) {
    if (byteAt(index) === ONE && (byteAt(index - 1) === THREE || byteAt(index - 1) === NINE)) mayBeRed = true
    index++
  }
  if (index - start > PARAMETERS_MAX) return 0
  const parametersEnd = index
  while (index < end && byteAt(index) >= BLANK && byteAt(index) < ZERO) index++
  if (index - parametersEnd > INTERMEDIATES_MAX) return 0
  return index < end && byteAt(index) >= COMMERCIAL_AT && byteAt(index) <= TILDE ? index : 0
}

function isCharacterSet(at: usize, end: usize): bool {
  return at < end && (isDigit(byteAt(at)) || (byteAt(at) > COMMERCIAL_AT && byteAt(at) <= CAPITAL_Z))
}

/** `@` to `Z` and a few others, but for those that begin a string. */
function isAlone(byte: u8): bool {
  if (byte === CAPITAL_P || byte === CAPITAL_X) return false
  if (byte >= COMMERCIAL_AT && byte <= CAPITAL_Z) return true
  if (byte === BACKSLASH || byte === SMALL_C) return true
  return byte === EQUALS || byte === GREATER || byte === SEVEN || byte === EIGHT
}

const SEVEN: u8 = 0x37
const EIGHT: u8 = 0x38
const EQUALS: u8 = 0x3d
const GREATER: u8 = 0x3e
const BACKSLASH: u8 = 0x5c
const SMALL_C: u8 = 0x63

const PARAMETERS_MAX: usize = 64
const INTERMEDIATES_MAX: usize = 8
const CLOSING_PARENTHESIS: u8 = 0x29
const ZERO: u8 = 0x30
const QUESTION_MARK: u8 = 0x3f
const COMMERCIAL_AT: u8 = 0x40
const CAPITAL_P: u8 = 0x50
const CAPITAL_X: u8 = 0x58
const CAPITAL_Z: u8 = 0x5a

/** `31` and `91` are red. */
const ONE: u8 = 0x31
const THREE: u8 = 0x33
const NINE: u8 = 0x39
