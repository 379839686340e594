// How often short literals occur in logs: counted in a sample once for all of them, or guessed.

import { foldLiteral } from '../reading/literal-index.ts'

/** How often a literal is to be expected in a log, by character. */
export type Frequency = (literal: string) => number

/** The lengths that literals are searched for in. */
const LENGTHS = [1, 2, 3, 4, 5, 6] as const
/** Counters for each length; two literals that share one only look more frequent. */
const SLOTS = 2 ** 20
/** FNV-1a (draft-eastlake-fnv, 32 bits). */
const OFFSET_BASIS = 0x811c_9dc5
const PRIME = 0x0100_0193

/** A longer literal counts as the rarest six characters of it; one that never occurs is still told from nothing. */
export function countFrequencies(sample: string): Frequency {
  const folded = foldLiteral(sample)
  const counts = LENGTHS.map((length) => count(folded, length))
  return (literal) => {
    const length = Math.min(literal.length, LENGTHS.at(-1) ?? 0)
    const table = counts[length - LENGTHS[0]]
    if (table === undefined) return 1
    let least = sample.length
    for (let start = 0; start + length <= literal.length; start++)
      least = Math.min(least, table[slotOf(literal, start, length)] ?? 0)
    return (least + 1 / (1 + literal.length)) / sample.length
  }
}

function count(sample: string, length: number): Uint32Array {
  const table = new Uint32Array(SLOTS)
  for (let start = 0; start + length <= sample.length; start++) {
    const slot = slotOf(sample, start, length)
    table[slot] = (table[slot] ?? 0) + 1
  }
  return table
}

function slotOf(text: string, start: number, length: number): number {
  let hash = OFFSET_BASIS
  for (let index = start; index < start + length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME)
  return (hash >>> 0) % SLOTS
}

/** The commonest runs of four characters, ASCII only and as they are looked for, the commonest first. */
export function commonGrams(sample: string, max: number): readonly string[] {
  const folded = foldLiteral(sample).toLowerCase()
  const counts = new Map<string, number>()
  for (let start = 0; start + GRAM_CHARACTERS <= folded.length; start++) {
    const gram = folded.slice(start, start + GRAM_CHARACTERS)
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  const common = [...counts].filter(([gram]) => /^[ -~]+$/.test(gram)).sort(([, one], [, other]) => other - one)
  return common.slice(0, max).map(([gram]) => gram)
}

const GRAM_CHARACTERS = 4

/** Without logs to count in: by how much the characters tell. A repeated one tells next to nothing. */
export function guessFrequency(literal: string): number {
  let bits = 0
  for (let index = 0; index < literal.length; index++) {
    const code = literal.charCodeAt(index)
    if (code !== literal.charCodeAt(index - 1)) bits += BITS[code] ?? RARE_BITS
  }
  return 2 ** -bits
}

const RARE_BITS = 5
/** By character code: the commonest in logs, and other letters. */
const BITS = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (' etaoinsr.'.includes(character)) return 3
  return /[a-z]/.test(character) ? 4.2 : /[A-Z\d]/.test(character) ? 4.6 : RARE_BITS
})
