// Thousands of literals, made ready for looking which of them a line holds. Each is looked for by eight of its bytes, or
// by four where it is shorter. At every place of a line the last four are asked for, in a table that fits the fastest
// cache; where they stand, all eight; and only where these stand the whole literal is compared, by assembly/find.ts. The
// idea is that of Rabin and Karp (Efficient randomized pattern-matching algorithms, 1987).

/** At the beginning of a literal: a line begins here, or what follows its prefix; at its end: a line ends here. */
export const EDGE = '\n'
/** The shortest literal, edges not counted; shorter ones occur everywhere and narrow nothing. */
const LITERAL_BYTES_MIN = 4
/** The shortest one that ends in a character beyond ASCII, such as a mark of three bytes. */
const MARK_BYTES_MIN = 3
/** The shortest one that begins at an edge: below four bytes it is looked for only there. */
const EDGED_BYTES_MIN = 2

export interface LiteralIndex {
  /** Whether a literal may be looked for by eight bytes, by their key; by four or fewer; and by the last four of either. */
  readonly eights: BitTable
  readonly fours: BitTable
  readonly tails: BitTable
  /** An open hash table, two words a slot: the key of bytes, 0 where free, and the first of the places that have it. */
  readonly slots: Uint32Array
  /** Four words a place, those of one key in a row: id, first byte, shape and first four bytes of a literal. */
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

/** Traits of a literal. What is said here of places, keys and traits, assembly/find.ts repeats. */
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
/** Odd numbers near 2^32 over the golden ratio and its square (Knuth, The Art of Computer Programming 3, 6.4). */
const MULTIPLIER = 0x9e37_79b1
const EARLIER_MULTIPLIER = 0x85eb_ca77
const LONG_GRAM = 8
const SHORT_GRAM = 4

/** Four bytes as a number, the first one lowest, give the key of four, and with those before them the key of eight. */
function keyOfEight(earlier: number, later: number): number {
  return (Math.imul(earlier, EARLIER_MULTIPLIER) ^ Math.imul(later, MULTIPLIER)) >>> 0
}

function keyOfFour(bytes: number): number {
  return Math.imul(bytes, MULTIPLIER) >>> 0
}

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

/** By four bytes: the higher the commoner. */
type GramCosts = ReadonlyMap<number, number>

function costsOf(commonGrams: readonly string[]): GramCosts {
  return new Map(commonGrams.map((gram, index) => [wordAt(encoder.encode(gram), 0), commonGrams.length - index]))
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
  return [id, first, shape, wordAt(word.bytes, 0) >>> 0]
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

interface Gram {
  readonly key: number
  /** The key of its last four bytes alone. */
  readonly lastFour: number
  /** How many bytes it has: eight, four, three of a mark beyond ASCII, or two of what is looked for only at an edge. */
  readonly length: number
  /** How many bytes of the literal stand up to its last one. */
  readonly lengthUpTo: number
}

/** The bytes by which a literal is looked for. */
function gramOf(bytes: Uint8Array, costs: GramCosts): Gram {
  if (bytes.length < SHORT_GRAM) return shortGram(bytes)
  const length = bytes.length < LONG_GRAM ? SHORT_GRAM : LONG_GRAM
  let best = { start: 0, cost: Number.POSITIVE_INFINITY }
  for (let start = 0; start + length <= bytes.length; start++) {
    const cost = costOf(bytes, start, costs) + (length === LONG_GRAM ? 3 * costOf(bytes, start + SHORT_GRAM, costs) : 0)
    if (cost < best.cost) best = { start, cost }
  }
  const first = wordAt(bytes, best.start)
  const last = length === LONG_GRAM ? wordAt(bytes, best.start + SHORT_GRAM) : first
  const lastFour = keyOfFour(last)
  return {
    key: length === LONG_GRAM ? keyOfEight(first, last) : lastFour,
    lastFour,
    length,
    lengthUpTo: best.start + length,
  }
}

/** All of a mark, or the first two bytes of what is looked for at an edge. */
function shortGram(bytes: Uint8Array): Gram {
  const isMark = bytes.length === MARK_BYTES_MIN && (bytes[2] ?? 0) >= 0x80
  const length = isMark ? MARK_BYTES_MIN : EDGED_BYTES_MIN
  const key = keyOfFour(wordAt(bytes.subarray(0, length), 0))
  return { key, lastFour: key, length, lengthUpTo: length }
}

/** Bytes that are missing count as zero. */
function wordAt(bytes: Uint8Array, start: number): number {
  let word = 0
  for (let index = 0; index < SHORT_GRAM; index++) word |= (bytes[start + index] ?? 0) << (8 * index)
  return word
}

/** How common four bytes are in logs: as they are known to be, or else by what their kinds of characters tell. */
function costOf(bytes: Uint8Array, start: number, costs: GramCosts): number {
  const known = costs.get(wordAt(bytes, start))
  if (known !== undefined) return known
  let bits = 0
  for (let index = start; index < start + SHORT_GRAM; index++) bits += BITS[bytes[index] ?? 0] ?? 0
  return -bits
}

/** By byte: about how many bits it tells in logs. */
const BITS = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (' etaoinsr0./-'.includes(character)) return 3
  return /[a-z]/.test(character) ? 4.2 : 5.5
})
