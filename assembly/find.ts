// Which literals a line holds. See src/core/postflight/reading/literal-index.ts for the tables.

import { BLANK, byteAt, CARRIAGE_RETURN, TAB, TILDE } from './bytes'
import { call } from './calls'
import { BEYOND_ASCII, RETURNS } from './kinds'
import { RULE_BYTES_MAX, TEXT_CHARACTERS_MAX } from './limits'
import {
  bytes,
  eights,
  eightsShift,
  foldedAs,
  found,
  fours,
  foursShift,
  held,
  keptAs,
  lastSlot,
  places,
  slots,
  stampsEnd,
  tails,
  tailsShift,
} from './tables'
import { textStart } from './text-start'

/** As in src/core/postflight/reading/literal-index.ts, which also tells how a place is laid out. */
const BEGINS_AT_EDGE: u32 = 1
const ENDS_AT_EDGE: u32 = 2
const ANY_CASE: u32 = 4
const LAST_OF_KEY: u32 = 128
const UP_TO_SHIFT: u32 = 8
const TRAITS_SHIFT: u32 = 16
const PLACE_BYTES: usize = 16
/** As in literal-grams.ts beside it. */
const MULTIPLIER: u32 = 0x9e37_79b1
const EARLIER_MULTIPLIER: u32 = 0x85eb_ca77

const BEFORE: usize = 16
/** The line as literals are looked for in it, after some bytes that belong to none; and room for a vector more. */
export const folded: usize = memory.data(<i32>(BEFORE + RULE_BYTES_MAX + 32)) + BEFORE
/** Where bytes end by which a literal may be found, from the beginning of the line, two bytes each. */
const hits: usize = memory.data(<i32>(2 * RULE_BYTES_MAX + 16))

/** Where the text begins, from the beginning of the line. */
export let textAt: i32 = 0

let foundCount: u32 = 0
let stamp: u32 = 0
let lineStart: usize = 0
let lineEnd: usize = 0
let hasReturns: bool = false

/** Looks into a line of which `folded` holds the beginning. */
export function find(start: usize, end: usize, kinds: u32): void {
  foundCount = 0
  lineStart = start
  lineEnd = end
  hasReturns = (kinds & RETURNS) !== 0
  nextStamp()
  textAt = textStart(start, end)
  const length = min(end - start, RULE_BYTES_MAX)
  openings()
  if ((kinds & BEYOND_ASCII) !== 0) marks(length)
  const hitsEnd = collect(length)
  for (let hit = hits; hit < hitsEnd; hit += 2) lookUp(folded + load<u16>(hit))
  call(foundCount, stamp)
}

/** After four thousand million lines the tables are emptied. */
function nextStamp(): void {
  stamp++
  if (stamp !== 0) return
  memory.fill(held, 0, stampsEnd - held)
  stamp = 1
}

/** Notes where four bytes end that end the key of a literal. Without a branch: most places are a matter of chance. */
function collect(length: usize): usize {
  let hit = hits
  const bits = tails
  const shift = tailsShift
  const start = folded
  for (let index: usize = 3; index < length; index++) {
    const key = (load<u32>(start + index - 3) * MULTIPLIER) >>> shift
    store<u16>(hit, <u16>index)
    hit += ((<usize>load<u8>(bits + (key >>> 3)) >>> (key & 7)) & 1) << 1
  }
  return hit
}

function lookUp(last: usize): void {
  const later = load<u32>(last - 3)
  const four = later * MULTIPLIER
  if (hasBit(fours, four >>> foursShift)) compare(four, last - folded)
  const eight = (load<u32>(last - 7) * EARLIER_MULTIPLIER) ^ four
  if (hasBit(eights, eight >>> eightsShift)) compare(eight, last - folded)
}

function hasBit(bits: usize, bit: u32): bool {
  return ((<u32>load<u8>(bits + (bit >>> 3)) >>> (bit & 7)) & 1) !== 0
}

/** Marks of three bytes, which end beyond ASCII. */
function marks(length: usize): void {
  for (let index: usize = 2; index < length; index++) {
    if (load<u8>(folded + index) < 0x80) continue
    const key = (load<u32>(folded + index - 3) >>> 8) * MULTIPLIER
    if (hasBit(fours, key >>> foursShift)) compare(key, index)
  }
}

/** Literals that are too short to be looked for anywhere but where the line, its text or a frame of it begins. */
function openings(): void {
  opening(lineStart)
  if (textAt > 0) opening(lineStart + textAt)
  if (!hasReturns) return
  for (let index = lineStart; index < lineEnd; index++) {
    if (byteAt(index) === CARRIAGE_RETURN) opening(index + 1)
  }
}

function opening(at: usize): void {
  if (at + 2 > lineEnd) return
  const two = <u32>load<u8>(foldedAs + byteAt(at)) | ((<u32>load<u8>(foldedAs + byteAt(at + 1))) << 8)
  const key = two * MULTIPLIER
  if (hasBit(fours, key >>> foursShift)) compare(key, at + 1 - lineStart)
}

/** All literals that have the bytes of this key, whose last one stands at `last`, from the beginning of the line. */
function compare(key: u32, last: usize): void {
  const slot = slotOf(key)
  if (load<u32>(slot) === 0) return
  let place = places + load<u32>(slot, 4) * PLACE_BYTES
  for (;;) {
    const shape = load<u32>(place, 8)
    const from = lineStart + last + 1 - ((shape >>> UP_TO_SHIFT) & 0xff)
    if (stands(place, shape, from)) note(load<u32>(place))
    if ((shape >>> TRAITS_SHIFT) & LAST_OF_KEY) return
    place += PLACE_BYTES
  }
}

function note(id: u32): void {
  if (load<u32>(held + (id << 2)) === stamp) return
  store<u32>(held + (id << 2), stamp)
  store<u32>(found + (foundCount << 2), id)
  foundCount++
}

/** The slot of a key in the hash table, or the free one where it belongs. */
function slotOf(key: u32): usize {
  let slot = (key >>> 8) & lastSlot
  let standing = load<u32>(slots + (slot << 3))
  while (standing !== 0 && standing !== key) {
    slot = (slot + 1) & lastSlot
    standing = load<u32>(slots + (slot << 3))
  }
  return slots + (slot << 3)
}

/** The cheapest that tells most comes first: most places where the key stands have another literal. */
function stands(place: usize, shape: u32, from: usize): bool {
  const length = shape & 0xff
  const traits = shape >>> TRAITS_SHIFT
  if (from < lineStart || from + length > lineEnd) return false
  const opening = load<u32>(folded + (from - lineStart)) ^ load<u32>(place, 12)
  if ((length < 4 ? opening << ((4 - <u32>length) << 3) : opening) !== 0) return false
  if ((traits & BEGINS_AT_EDGE) !== 0 && !begins(from)) return false
  const comparedAs = (traits & ANY_CASE) === 0 ? keptAs : foldedAs
  const first = bytes + load<u32>(place, 4)
  for (let index: usize = 0; index < length; index++) {
    if (load<u8>(comparedAs + byteAt(from + index)) !== load<u8>(first + index)) return false
  }
  return (traits & ENDS_AT_EDGE) === 0 || ends(from + length)
}

/** Whether the line, its text or a frame of it begins here. */
function begins(at: usize): bool {
  if (at === lineStart || at - lineStart === textAt) return true
  const before = byteAt(at - 1)
  return (before < BLANK && before !== TAB) || before > TILDE || hasReturns
}

/** Whether nothing that a reader would see follows; where a line is cut it may seem to end anywhere. */
function ends(at: usize): bool {
  if (at === lineEnd || lineEnd - lineStart > TEXT_CHARACTERS_MAX) return true
  const after = byteAt(at)
  return after <= BLANK || after > TILDE
}
