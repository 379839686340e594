// Scans one line at a time: where it ends, what kind of characters it holds, and which literals.

import { RULE_BYTES_MAX, TEXT_CHARACTERS_MAX } from './limits.ts'
import {
  ANY_CASE,
  BEGINS_AT_EDGE,
  ENDS_AT_EDGE,
  entryOfFour,
  FOLDED,
  KEPT,
  keyOfEight,
  keyOfFour,
  keyOfThree,
  keyOfTwo,
  type LiteralIndex,
  slotOf,
  WORD_BITS,
} from './literal-index.ts'
import { textStart } from './text-start.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const TAB = 0x09
const ESCAPE = 0x1b
const BLANK = 0x20
const TILDE = 0x7e
const DELETE = 0x7f

/** Where bytes of literals end that may stand in the line that is scanned right now, and the keys of these bytes. */
const hitEnds = new Uint32Array(3 * RULE_BYTES_MAX)
const hitKeys = new Uint32Array(3 * RULE_BYTES_MAX)
const textBytes = new Uint8Array(RULE_BYTES_MAX)
const encoder = new TextEncoder()

export class LiteralFinder {
  /** Of the line that was scanned last: holds bytes beyond ASCII. */
  isBeyondAscii = false
  /** Holds escapes, such as colours. */
  hasEscapes = false
  /** Holds carriage returns before its end. */
  hasReturns = false
  /** Holds other control characters. */
  hasControls = false
  /** Holds blanks beyond ASCII, which rules see as blanks. */
  hasOddBlanks = false
  readonly #index: LiteralIndex
  /** By literal: the stamp of the line that held it last. */
  readonly #held: Float64Array
  readonly #found: number[] = []
  #stamp = 0
  #hits = 0
  #buffer: Uint8Array = textBytes
  #start = 0
  #end = 0
  /** Where the text begins after the line's prefix. */
  #textStart = 0

  constructor(index: LiteralIndex) {
    this.#index = index
    this.#held = new Float64Array(index.traits.length)
  }

  /** Ids of the literals that a text of one line holds. Valid until the next line. */
  inText(text: string): readonly number[] {
    const { written } = encoder.encodeInto(text, textBytes)
    return this.inLine(textBytes, 0, this.scan(textBytes, 0, written))
  }

  /** Returns where the line ends that begins at `start`: at a line feed, or else at `limit`. */
  scan(buffer: Uint8Array, start: number, limit: number): number {
    const { eights, eightsShift, fours } = this.#index
    const wordShift = eightsShift + WORD_BITS
    const hitsEnd = start + RULE_BYTES_MAX
    this.isBeyondAscii = this.hasEscapes = this.hasReturns = this.hasControls = this.hasOddBlanks = false
    let hits = 0
    let earlier = 0
    let later = 0
    let index = start
    for (; index < limit; index++) {
      // All indexes are in range by construction; a fallback here would cost a quarter of the speed.
      const byte = FOLDED[buffer[index] as number] as number
      earlier = (earlier << 8) | (later >>> 24)
      later = (later << 8) | byte
      if (byte < BLANK || byte > TILDE) {
        if (byte === LINE_FEED) break
        this.#note(buffer, index, limit)
        const three = keyOfThree(later)
        if (fours[entryOfFour(three)] === 1 && index < hitsEnd) {
          hitEnds[hits] = index
          hitKeys[hits++] = three
        }
      }
      const four = keyOfFour(later)
      if (fours[entryOfFour(four)] === 1 && index < hitsEnd) {
        hitEnds[hits] = index
        hitKeys[hits++] = four
      }
      const eight = keyOfEight(earlier, later)
      if ((((eights[eight >>> wordShift] as number) >>> ((eight >>> eightsShift) & 31)) & 1) === 1 && index < hitsEnd) {
        hitEnds[hits] = index
        hitKeys[hits++] = eight
      }
    }
    this.#hits = hits
    return index
  }

  /** In a row of carriage returns the last one decides whether they only end the line. */
  #note(buffer: Uint8Array, index: number, limit: number): void {
    const byte = buffer[index] as number
    const next = index + 1 < limit ? (buffer[index + 1] as number) : LINE_FEED
    if (byte > DELETE) {
      this.isBeyondAscii = true
      this.hasOddBlanks ||= isOddBlank(byte, next, buffer[index + 2] as number)
    } else if (byte === ESCAPE) this.hasEscapes = true
    else if (byte !== CARRIAGE_RETURN) this.hasControls = true
    else if (next !== LINE_FEED && next !== CARRIAGE_RETURN) this.hasReturns = true
  }

  /** Ids of the literals in the line that was scanned last, each once. Valid until the next line. */
  inLine(buffer: Uint8Array, start: number, end: number): readonly number[] {
    if (this.#found.length > 0) this.#found.length = 0
    this.#buffer = buffer
    this.#start = start
    this.#end = end
    this.#stamp++
    this.#textStart = textStart(buffer, start, end)
    this.#openings()
    for (let hit = 0; hit < this.#hits; hit++) this.#compare(hitKeys[hit] as number, hitEnds[hit] as number)
    return this.#found
  }

  /** Literals that are too short to be looked for anywhere but where the line, its text or a frame of it begins. */
  #openings(): void {
    this.#opening(this.#start)
    if (this.#textStart > 0) this.#opening(this.#start + this.#textStart)
    if (!this.hasReturns) return
    for (let index = this.#start; index < this.#end; index++) {
      if (this.#buffer[index] === CARRIAGE_RETURN) this.#opening(index + 1)
    }
  }

  #opening(at: number): void {
    if (at + 2 > this.#end) return
    const one = FOLDED[this.#buffer[at] as number] as number
    this.#compare(keyOfTwo(one, FOLDED[this.#buffer[at + 1] as number] as number), at + 1)
  }

  /** All literals that have the bytes of this key, whose last one stands at `last`. */
  #compare(key: number, last: number): void {
    const { firstPlaces, nextPlace, literalOf, lengthUpTo } = this.#index
    let place = firstPlaces[slotOf(this.#index, key)] as number
    for (; place !== 0; place = nextPlace[place] as number) {
      const id = literalOf[place] as number
      if (this.#held[id] === this.#stamp || !this.#stands(id, last + 1 - (lengthUpTo[place] as number))) continue
      this.#held[id] = this.#stamp
      this.#found.push(id)
    }
  }

  #stands(id: number, from: number): boolean {
    const { bytes, starts, traits } = this.#index
    const trait = traits[id] as number
    const compared = (trait & ANY_CASE) === 0 ? KEPT : FOLDED
    const first = starts[id] as number
    const length = (starts[id + 1] as number) - first
    if (from < this.#start || from + length > this.#end) return false
    for (let index = 0; index < length; index++) {
      if (compared[this.#buffer[from + index] as number] !== bytes[first + index]) return false
    }
    if ((trait & BEGINS_AT_EDGE) !== 0 && !this.#begins(from)) return false
    return (trait & ENDS_AT_EDGE) === 0 || this.#ends(from + length)
  }

  /** Whether the line, its text or a frame of it begins here. */
  #begins(at: number): boolean {
    if (at === this.#start || at - this.#start === this.#textStart) return true
    const before = this.#buffer[at - 1] as number
    return (before < BLANK && before !== TAB) || before > TILDE || this.hasReturns
  }

  /** Whether nothing that a reader would see follows; where a line is cut it may seem to end anywhere. */
  #ends(at: number): boolean {
    if (at === this.#end || this.#end - this.#start > TEXT_CHARACTERS_MAX) return true
    const after = this.#buffer[at] as number
    return after <= BLANK || after > TILDE
  }
}

/** U+00A0, U+2000 to U+200B, U+202F, U+205F, U+3000 and the byte order mark, as UTF-8. */
function isOddBlank(first: number, second: number, third: number): boolean {
  if (first === 0xc2) return second === 0xa0
  if (first === 0xe2) return second === 0x80 ? third <= 0x8b || third === 0xaf : second === 0x81 && third === 0x9f
  return (first === 0xe3 && second === 0x80 && third === 0x80) || (first === 0xef && second === 0xbb && third === 0xbf)
}
