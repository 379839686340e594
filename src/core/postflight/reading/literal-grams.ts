// By which of its bytes a literal is looked for: the rarest in logs that it has.

/** The shortest literal that ends in a character beyond ASCII, such as a mark of three bytes. */
export const MARK_BYTES_MIN = 3
/** The shortest one that begins at an edge: below four bytes it is looked for only there. */
export const EDGED_BYTES_MIN = 2
export const LONG_GRAM = 8
export const SHORT_GRAM = 4
/** The last four of eight bytes are asked for at every place of a line, all eight only where these stand. */
const TAIL_WEIGHT = 3
/** Odd numbers near 2^32 over the golden ratio and its square (Knuth, The Art of Computer Programming 3, 6.4). */
const MULTIPLIER = 0x9e37_79b1
const EARLIER_MULTIPLIER = 0x85eb_ca77

/** Four bytes as a number, the first one lowest, give the key of four, and with those before them the key of eight. */
function keyOfEight(earlier: number, later: number): number {
  return (Math.imul(earlier, EARLIER_MULTIPLIER) ^ Math.imul(later, MULTIPLIER)) >>> 0
}

function keyOfFour(bytes: number): number {
  return Math.imul(bytes, MULTIPLIER) >>> 0
}

/** By four bytes: the higher the commoner. */
export type GramCosts = ReadonlyMap<number, number>

export function costsOf(commonGrams: readonly string[]): GramCosts {
  return new Map(commonGrams.map((gram, index) => [wordAt(encoder.encode(gram), 0), commonGrams.length - index]))
}

const encoder = new TextEncoder()

export interface Gram {
  readonly key: number
  /** The key of its last four bytes alone. */
  readonly lastFour: number
  /** How many bytes it has: eight, four, three of a mark beyond ASCII, or two of what is looked for only at an edge. */
  readonly length: number
  /** How many bytes of the literal stand up to its last one. */
  readonly lengthUpTo: number
}

/** The bytes by which a literal is looked for. */
export function gramOf(bytes: Uint8Array, costs: GramCosts): Gram {
  if (bytes.length < SHORT_GRAM) return shortGram(bytes)
  const length = bytes.length < LONG_GRAM ? SHORT_GRAM : LONG_GRAM
  let best = { start: 0, cost: Number.POSITIVE_INFINITY }
  for (let start = 0; start + length <= bytes.length; start++) {
    const cost =
      costOf(bytes, start, costs) + (length === LONG_GRAM ? TAIL_WEIGHT * costOf(bytes, start + SHORT_GRAM, costs) : 0)
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
export function wordAt(bytes: Uint8Array, start: number): number {
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
