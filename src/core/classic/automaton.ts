// Finds all words of a set in one pass over the bytes of a text, in time linear in its length whatever the text
// and the words: an Aho–Corasick automaton over well-formed UTF-8. Case is ignored as Python's `re` ignores it:
// U+017F matches s, U+212A matches k, U+0130 and U+0131 match i.

import { buildTrie } from './trie.ts'

/** Each state has this many slots, one per class of bytes. */
export const CLASSES = 64

export interface Automaton {
  /** The class of each byte; bytes that act alike share one. */
  readonly classes: Uint8Array
  /** `next[state + class]`; a state is a multiple of `CLASSES`, 0 is the start. */
  readonly next: Uint16Array
  /** In states from here on a line or a word has just ended. */
  readonly firstHit: number
  /** The state right after a line break, the last one of all. */
  readonly lineBreak: number
  /** By `(state - firstHit) / CLASSES`: the indexes of the words that end there. */
  readonly endings: readonly (readonly number[])[]
}

/** One state while the table is built: where each of the 256 bytes leads, as an index into the rows. */
interface Row {
  readonly next: Uint16Array
  readonly endings: readonly number[]
}

/** Letters beyond ASCII that match an ASCII letter when case is ignored, in UTF-8. */
const FOLDING_LETTERS: readonly { readonly letter: string; readonly bytes: readonly number[] }[] = [
  { letter: 's', bytes: [0xc5, 0xbf] },
  { letter: 'k', bytes: [0xe2, 0x84, 0xaa] },
  { letter: 'i', bytes: [0xc4, 0xb0] },
  { letter: 'i', bytes: [0xc4, 0xb1] },
]

/** The words hold ASCII characters other than line breaks; their case does not count. */
export function buildAutomaton(words: readonly string[]): Automaton {
  const nodes = buildTrie(words.map((word) => word.toLowerCase()))
  const rows: Row[] = nodes.map(({ endings }) => ({ next: new Uint16Array(256), endings }))
  const chains = new Map<string, number>()
  nodes.forEach((node, index) => {
    for (const [letter, target] of node.steps) addLetter({ rows, chains, from: index, letter, target })
  })
  return pack(withLineBreak(rows))
}

interface LetterStep {
  readonly rows: Row[]
  /** States inside a character of several bytes, by letter, byte and target: two ways to one target share them. */
  readonly chains: Map<string, number>
  readonly from: number
  readonly letter: string
  readonly target: number
}

function addLetter(step: LetterStep): void {
  const row = step.rows[step.from] as Row
  row.next[step.letter.charCodeAt(0)] = step.target
  row.next[step.letter.toUpperCase().charCodeAt(0)] = step.target
  for (const { letter, bytes } of FOLDING_LETTERS) if (letter === step.letter) addBytes(step, bytes)
}

/** What leaves such a character halfway was another one, which no word holds, and is back at the start. */
function addBytes(step: LetterStep, bytes: readonly number[]): void {
  let row = step.rows[step.from] as Row
  for (const [depth, byte] of bytes.slice(0, -1).entries()) {
    const key = `${step.letter} ${depth} ${step.target}`
    const state = step.chains.get(key) ?? step.rows.push({ next: new Uint16Array(256), endings: [] }) - 1
    step.chains.set(key, state)
    row.next[byte] = state
    row = step.rows[state] as Row
  }
  row.next[bytes.at(-1) as number] = step.target
}

function withLineBreak(rows: Row[]): Row[] {
  const lineBreak = rows.push({ next: (rows[0] as Row).next, endings: [] }) - 1
  for (const { next } of rows) next[LINE_FEED] = next[CARRIAGE_RETURN] = lineBreak
  return rows
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Numbers the states so that those with an ending come last, and merges bytes that act alike. */
function pack(rows: readonly Row[]): Automaton {
  const lineBreak = rows.length - 1
  const plain = [...rows.keys()].filter((index) => index !== lineBreak && rows[index]?.endings.length === 0)
  const ending = [...rows.keys()].filter((index) => index !== lineBreak && rows[index]?.endings.length !== 0)
  const order = [...plain, ...ending, lineBreak]
  const state = new Uint16Array(rows.length)
  order.forEach((row, place) => {
    state[row] = place * CLASSES
  })
  const classes = classifyBytes(rows)
  const next = new Uint16Array(rows.length * CLASSES)
  for (const [index, row] of rows.entries()) {
    for (let byte = 0; byte < 256; byte++) {
      next[(state[index] as number) + (classes[byte] as number)] = state[row.next[byte] as number] as number
    }
  }
  return {
    classes,
    next,
    firstHit: plain.length * CLASSES,
    lineBreak: state[lineBreak] as number,
    endings: ending.map((index) => (rows[index] as Row).endings),
  }
}

function classifyBytes(rows: readonly Row[]): Uint8Array {
  const known = new Map<string, number>()
  const classes = new Uint8Array(256)
  for (let byte = 0; byte < 256; byte++) {
    const column = rows.map(({ next }) => next[byte]).join()
    const found = known.get(column) ?? known.size
    known.set(column, found)
    classes[byte] = found
  }
  return classes
}
