// Which literals a text holds: for text that differs from the bytes that the scanner saw.

import { stateAfterLineFeed } from './line-scanner.ts'
import type { LiteralAutomaton } from './literal-automaton.ts'

const TEXT_BYTES_MAX = 65_536
const scratch = new Uint8Array(TEXT_BYTES_MAX)
const encoder = new TextEncoder()

/** Ids of the literals in one line of text; what lies beyond its first 64 KiB is not looked at. */
export function findLiterals(automaton: LiteralAutomaton, text: string): readonly number[] {
  const { written } = encoder.encodeInto(text, scratch)
  const { next, classOf, outputs, classes, firstOutput } = automaton
  const found: number[] = []
  let state = stateAfterLineFeed(automaton)
  for (let index = 0; index < written; index++) {
    // In range by construction, as in the scanner.
    state = next[state * classes + (classOf[scratch[index] as number] as number)] as number
    if (state < firstOutput) continue
    for (const id of outputs[state - firstOutput] ?? []) if (!found.includes(id)) found.push(id)
  }
  return found
}
