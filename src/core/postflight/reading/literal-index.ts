// Thousands of literals, made ready for looking which of them a line holds. Each is looked for by eight of its bytes, or
// by four where it is shorter. At every place of a line the last four are asked for, in a table that fits the fastest
// cache; where they stand, all eight; and only where these stand the whole literal is compared, by assembly/find.ts. The
// idea is that of Rabin and Karp (Efficient randomized pattern-matching algorithms, 1987).

import {
  costsOf,
  EDGED_BYTES_MIN,
  type GramCosts,
  gramOf,
  LONG_GRAM,
  MARK_BYTES_MIN,
  SHORT_GRAM,
  wordAt,
} from './literal-grams.ts'

/** At the beginning of a literal: a line begins here, or what follows its prefix; at its end: a line ends here. */
export const EDGE = '\n'
/** The shortest literal, edges not counted; shorter ones occur everywhere and narrow nothing. */
const LITERAL_BYTES_MIN = 4
export interface LiteralIndex {
  /** Whether a literal may be looked for by eight bytes, by their key; by four or fewer; and by the last four of either. */
  readonly eights: BitTable
  readonly fours: BitTable
  readonly tails: BitTable
  /** An open hash table, two words a slot: the key of bytes, 0 where free, and the first of the places that have it. */
  readonly slots: Uint32Array
  /** Four words a place, those of one key in a row: id, first byte, shape and the first four bytes that are looked for. */
  readonly places: Uint32Array
  /** Bytes of all literals in a row as they are compared. */
  readonly bytes: Uint8Array
  /** How many literals there are. */
  readonly count: number
}

/** Bits in a row, by `key >>> shift`, the first one lowest in its byte. */
export interface BitTable {
  readonly bits: Uint8Array
  readonly shift: number
}

/** Traits of a literal. What is said here and in literal-grams.ts of places, traits and keys, assembly/find.ts repeats. */
const BEGINS_AT_EDGE = 1
const ENDS_AT_EDGE = 2
const ANY_CASE = 4
/** Beside these, of a place: no other has the same key. */
const LAST_OF_KEY = 128

/** How bytes are compared, by byte: digits as one and tabs as blanks, so that `:0` stands for a colon and any digit. */
export const KEPT: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x30 && byte <= 0x39) return 0x30
  return byte === 0x09 ? 0x20 : byte
})

/** How bytes are looked for: as they are compared, in lower case. */
export const FOLDED: Uint8Array = KEPT.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte))

export interface Literal {
  readonly text: string
  /** Letters are compared whatever their case; the text has no capitals then. */
  readonly isAnyCase: boolean
}

/** A literal of a reader: with a capital anywhere it is meant as it stands, otherwise in any case. */
export function readerLiteral(written: string): Literal {
  return { text: foldLiteral(written), isAnyCase: !/[A-Z]/.test(written) }
}

/** How a literal is compared; several may be compared as one. */
export function foldLiteral(literal: string): string {
  return literal.replace(/\d/g, '0').replaceAll('\t', ' ')
}

/** At most 128 KiB, which fits a second-level cache: ten thousand literals mark one bit in a hundred. */
const EIGHTS_BITS_MAX = 20
/** At most 16 KiB each, which fit a first-level cache. */
const FOURS_BITS_MAX = 17
/** Two to the power of it: so many bits for each literal. */
const BITS_BEYOND = 7
/**
 * Ids are indexes. A literal has 4 to 255 bytes as UTF-8; 3 do for a mark beyond ASCII, 2 at an edge. Another one
 * throws a RangeError.
 * `commonGrams`: runs of characters that literals are better not looked for by, the commonest first.
 */
export function buildLiteralIndex(literals: readonly Literal[], commonGrams: readonly string[] = []): LiteralIndex {
  const words = literals.map(toWord)
  return {
    ...indexGrams(words, costsOf(commonGrams)),
    bytes: Uint8Array.from(words.flatMap(({ bytes }) => [...bytes])),
    count: words.length,
  }
}

/** Whether a literal can be looked for. */
export function isLongEnough(literal: string): boolean {
  if (literal.length >= LITERAL_BYTES_MIN + 2 * EDGE.length) return true
  const bytes = encoder.encode(literal.replaceAll(EDGE, ''))
  if (literal.startsWith(EDGE)) return bytes.length >= EDGED_BYTES_MIN
  return bytes.length >= ((bytes.at(-1) ?? 0) < 0x80 ? LITERAL_BYTES_MIN : MARK_BYTES_MIN)
}

interface Word {
  /** As they are compared, and as they are looked for. */
  readonly bytes: Uint8Array
  readonly folded: Uint8Array
  readonly traits: number
}

const encoder = new TextEncoder()

function toWord({ text, isAnyCase }: Literal): Word {
  const begins = text.startsWith(EDGE)
  const ends = text.endsWith(EDGE)
  const raw = encoder.encode(text.slice(begins ? 1 : 0, ends ? -1 : undefined))
  if (!isLongEnough(text) || raw.length > 0xff)
    throw new RangeError(`Expected a literal to have ${LITERAL_BYTES_MIN} to 255 bytes, got ${JSON.stringify(text)}`)
  const folded = raw.map((byte) => FOLDED[byte] ?? 0)
  return {
    bytes: isAnyCase ? folded : raw.map((byte) => KEPT[byte] ?? 0),
    folded,
    traits: (begins ? BEGINS_AT_EDGE : 0) | (ends ? ENDS_AT_EDGE : 0) | (isAnyCase ? ANY_CASE : 0),
  }
}

function indexGrams(words: readonly Word[], costs: GramCosts): Omit<LiteralIndex, 'bytes' | 'count'> {
  const eights = bitTable(words.length, EIGHTS_BITS_MAX)
  const fours = bitTable(words.length, FOURS_BITS_MAX)
  const tails = bitTable(words.length, FOURS_BITS_MAX)
  const byKey = new Map<number, Place[]>()
  let first = 0
  for (const [id, word] of words.entries()) {
    const gram = gramOf(word.folded, costs)
    setBit(gram.length === LONG_GRAM ? eights : fours, gram.key)
    if (gram.length >= SHORT_GRAM) setBit(tails, gram.lastFour)
    const places = byKey.get(gram.key) ?? []
    places.push({ id, first, word, lengthUpTo: gram.lengthUpTo })
    byKey.set(gram.key, places)
    first += word.bytes.length
  }
  return { eights, fours, tails, ...tabulate(byKey) }
}

interface Place {
  readonly id: number
  /** Where its literal begins among the bytes of all. */
  readonly first: number
  readonly word: Word
  readonly lengthUpTo: number
}

function tabulate(byKey: ReadonlyMap<number, readonly Place[]>): Pick<LiteralIndex, 'slots' | 'places'> {
  const slots = new Uint32Array(2 * 2 ** Math.ceil(Math.log2(byKey.size * 2 + 2)))
  const places: number[] = []
  for (const [key, ofKey] of byKey) {
    const slot = slotOf(slots, key)
    slots[slot] = key
    slots[slot + 1] = places.length / PLACE_WORDS
    for (const [index, place] of ofKey.entries()) places.push(...wordsOf(place, index === ofKey.length - 1))
  }
  return { slots, places: Uint32Array.from(places) }
}

const PLACE_WORDS = 4
/** The shape of a place: the literal's length, how many of its bytes stand up to the last of the key's, and its traits. */
const UP_TO_SHIFT = 8
const TRAITS_SHIFT = 16

function wordsOf({ id, first, word, lengthUpTo }: Place, isLast: boolean): readonly number[] {
  const traits = word.traits | (isLast ? LAST_OF_KEY : 0)
  const shape = word.bytes.length | (lengthUpTo << UP_TO_SHIFT) | (traits << TRAITS_SHIFT)
  return [id, first, shape, wordAt(word.folded, 0) >>> 0]
}

/** Where a key stands in the hash table, or the free slot where it belongs. */
function slotOf(slots: Uint32Array, key: number): number {
  const last = slots.length / 2 - 1
  let slot = (key >>> 8) & last
  while (slots[2 * slot] !== 0 && slots[2 * slot] !== key) slot = (slot + 1) & last
  return 2 * slot
}

function bitTable(literals: number, bitsMax: number): BitTable {
  const bits = Math.min(bitsMax, Math.ceil(Math.log2(literals + 1)) + BITS_BEYOND)
  return { bits: new Uint8Array(2 ** (bits - 3)), shift: 32 - bits }
}

function setBit({ bits, shift }: BitTable, key: number): void {
  const bit = key >>> shift
  bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
}
