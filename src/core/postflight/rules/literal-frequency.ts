// How often short literals occur in a sample of logs, counted once for all of them.

import type { Frequency } from './required-literals.ts'

/** The lengths that literals are searched for in. */
const LENGTHS = [3, 4, 5, 6] as const
/** Counters for each length; two literals that share one only look more frequent. */
const SLOTS = 2 ** 20
/** FNV-1a (draft-eastlake-fnv, 32 bits). */
const OFFSET_BASIS = 0x811c_9dc5
const PRIME = 0x0100_0193

/** A literal longer than six characters counts as its first six; one that never occurs is still told from nothing. */
export function countFrequencies(sample: string): Frequency {
  const counts = LENGTHS.map((length) => count(sample, length))
  return (literal) => {
    const length = Math.min(literal.length, LENGTHS.at(-1) ?? 0)
    const table = counts[length - LENGTHS[0]]
    if (table === undefined) return sample.length
    return (table[slotOf(literal, 0, length)] ?? 0) + 1 / (1 + literal.length)
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
