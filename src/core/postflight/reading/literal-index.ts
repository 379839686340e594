// Thousands of literals, made ready for looking which of them a line holds. Eight bytes of each, or four of a shorter
// one, are looked for at every place of the line, in tables that fit the processor's cache; only where they stand the
// whole literal is compared. The idea is that of Rabin and Karp (Efficient randomized pattern-matching algorithms, 1987).

/** At the beginning of a literal: a line begins here, or what follows its prefix; at its end: a line ends here. */
export const EDGE = '\n'
/** The shortest literal, edges not counted; shorter ones occur everywhere and narrow nothing. */
const LITERAL_BYTES_MIN = 4
/** The shortest one that ends in a character beyond ASCII, such as a mark of three bytes. */
const MARK_BYTES_MIN = 3
/** The shortest one that begins at an edge: below four bytes it is looked for only there. */
const EDGED_BYTES_MIN = 2

export interface LiteralIndex {
  /** Whether any literal may have the eight bytes of a key: bits in a row, by `key >>> eightsShift`. */
  readonly eights: Int32Array
  readonly eightsShift: number
  /** The same for four bytes, 1 or 0 each, and for the three of marks beyond ASCII, by `entryOfFour`. */
  readonly fours: Uint8Array
  /** An open hash table: keys of bytes, 0 where free, and the first of the places that have them. */
  readonly keys: Uint32Array
  readonly firstPlaces: Uint32Array
  /** By place: the literal's id, how many of its bytes stand up to the last of these bytes, and the next place or 0. */
  readonly literalOf: Uint32Array
  readonly lengthUpTo: Uint8Array
  readonly nextPlace: Uint32Array
  /** Bytes of all literals in a row as they are compared, and where each begins; one start more than literals. */
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  /** By id: BEGINS_AT_EDGE, ENDS_AT_EDGE and ANY_CASE, or 0. */
  readonly traits: Uint8Array
}

export const BEGINS_AT_EDGE = 1
export const ENDS_AT_EDGE = 2
export const ANY_CASE = 4

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
const EIGHTS_BITS_BEYOND = 7
/** 32 bits a word. */
export const WORD_BITS = 5
const FOURS_BITS = 16
/** Odd numbers near 2^32 over the golden ratio and its square (Knuth, The Art of Computer Programming 3, 6.4). */
const MULTIPLIER = 0x9e37_79b1
const EARLIER_MULTIPLIER = 0x85eb_ca77
const LONG_GRAM = 8
const SHORT_GRAM = 4

/** Four bytes as a number, the last one lowest, give the key of four, and with those before them the key of eight. */
export function keyOfEight(earlier: number, later: number): number {
  return (Math.imul(earlier, EARLIER_MULTIPLIER) ^ Math.imul(later, MULTIPLIER)) >>> 0
}

export function keyOfFour(bytes: number): number {
  return Math.imul(bytes, MULTIPLIER) >>> 0
}

export function keyOfThree(bytes: number): number {
  return keyOfFour(bytes & 0xff_ffff)
}

/** Of two bytes at an edge. */
export function keyOfTwo(one: number, two: number): number {
  return keyOfFour((one << 8) | two)
}

export function entryOfFour(key: number): number {
  return key >>> (32 - FOURS_BITS)
}

/**
 * Ids are indexes. A literal has 4 to 255 bytes as UTF-8; 3 do for a mark beyond ASCII, 2 at an edge. Another one
 * throws a RangeError.
 * `commonGrams`: runs of characters that literals are better not looked for by, the commonest first.
 */
export function buildLiteralIndex(literals: readonly Literal[], commonGrams: readonly string[] = []): LiteralIndex {
  const words = literals.map(toWord)
  const starts = new Uint32Array(words.length + 1)
  for (const [id, { bytes }] of words.entries()) starts[id + 1] = (starts[id] ?? 0) + bytes.length
  const bytes = new Uint8Array(starts.at(-1) ?? 0)
  for (const [id, word] of words.entries()) bytes.set(word.bytes, starts[id])
  return {
    ...indexGrams(words, costsOf(commonGrams)),
    bytes,
    starts,
    traits: Uint8Array.from(words, ({ traits }) => traits),
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

function indexGrams(words: readonly Word[], costs: GramCosts): Omit<LiteralIndex, 'bytes' | 'starts' | 'traits'> {
  const slots = 2 ** Math.ceil(Math.log2(words.length * 2 + 2))
  const eightsBits = Math.min(EIGHTS_BITS_MAX, Math.ceil(Math.log2(words.length + 1)) + EIGHTS_BITS_BEYOND)
  const table = {
    eights: new Int32Array(2 ** (eightsBits - WORD_BITS)),
    eightsShift: 32 - eightsBits,
    fours: new Uint8Array(2 ** FOURS_BITS),
    keys: new Uint32Array(slots),
    firstPlaces: new Uint32Array(slots),
    literalOf: new Uint32Array(words.length + 1),
    lengthUpTo: new Uint8Array(words.length + 1),
    nextPlace: new Uint32Array(words.length + 1),
  }
  for (const [id, { folded }] of words.entries()) {
    const place = id + 1
    const { key, length, lengthUpTo } = gramOf(folded, costs)
    const slot = slotOf(table, key)
    if (length === LONG_GRAM) setBit(table.eights, key >>> table.eightsShift)
    else if (length > 2) table.fours[entryOfFour(key)] = 1
    table.keys[slot] = key
    table.literalOf[place] = id
    table.lengthUpTo[place] = lengthUpTo
    table.nextPlace[place] = table.firstPlaces[slot] ?? 0
    table.firstPlaces[slot] = place
  }
  return table
}

function setBit(words: Int32Array, bit: number): void {
  const word = bit >>> WORD_BITS
  words[word] = (words[word] ?? 0) | (1 << (bit & 31))
}

/** The slot of a key in the hash table, or the free one where it belongs. */
export function slotOf({ keys }: Pick<LiteralIndex, 'keys'>, key: number): number {
  const last = keys.length - 1
  let slot = (key >>> 8) & last
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last
  return slot
}

interface Gram {
  readonly key: number
  /** How many bytes it has: eight, four, three of a mark beyond ASCII, or two of what is looked for only at an edge. */
  readonly length: number
  /** How many bytes of the literal stand up to its last one. */
  readonly lengthUpTo: number
}

/** The bytes by which a literal is looked for. */
function gramOf(bytes: Uint8Array, costs: GramCosts): Gram {
  if (bytes.length === MARK_BYTES_MIN && (bytes[2] ?? 0) >= 0x80)
    return {
      key: keyOfThree(wordAt(Uint8Array.of(0, ...bytes), 0)),
      length: MARK_BYTES_MIN,
      lengthUpTo: MARK_BYTES_MIN,
    }
  if (bytes.length < SHORT_GRAM) return { key: keyOfTwo(bytes[0] ?? 0, bytes[1] ?? 0), length: 2, lengthUpTo: 2 }
  const length = bytes.length < LONG_GRAM ? SHORT_GRAM : LONG_GRAM
  let best = { start: 0, cost: Number.POSITIVE_INFINITY }
  for (let start = 0; start + length <= bytes.length; start++) {
    const cost = costOf(bytes, start, costs) + (length === LONG_GRAM ? costOf(bytes, start + SHORT_GRAM, costs) : 0)
    if (cost < best.cost) best = { start, cost }
  }
  const first = wordAt(bytes, best.start)
  const key = length === LONG_GRAM ? keyOfEight(first, wordAt(bytes, best.start + SHORT_GRAM)) : keyOfFour(first)
  return { key, length, lengthUpTo: best.start + length }
}

function wordAt(bytes: Uint8Array, start: number): number {
  let word = 0
  for (let index = start; index < start + SHORT_GRAM; index++) word = (word << 8) | (bytes[index] ?? 0)
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
