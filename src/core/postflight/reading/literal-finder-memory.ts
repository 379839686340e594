// The memory of a literal finder: its tables one after the other, then room for a text, then the lines of a log.

import { RULE_BYTES_MAX } from './limits.ts'
import { FOLDED, KEPT, type LiteralIndex } from './literal-index.ts'
import type { NumberLists } from './number-lists.ts'

/** Whom literals call for. */
export interface CallingLiterals {
  /** By literal: rules. */
  readonly rules?: NumberLists
  /** By literal: readers. */
  readonly readers?: NumberLists
  /** By rule: sets; a line has to hold a literal of each beside the one that calls for the rule. */
  readonly needs?: NumberLists
  /** By set: literals. */
  readonly sets?: NumberLists
  /** Rules that every line calls for. */
  readonly everywhere?: readonly number[]
}

/** What assembly/index.ts exports. Addresses and numbers of tables.ts are set here. */
export interface FinderExports extends Record<keyof Tables | keyof Numbers | Reserved, WebAssembly.Global> {
  readonly memory: WebAssembly.Memory
  readonly record: WebAssembly.Global
  readonly recent: WebAssembly.Global
  readonly frames: WebAssembly.Global
  freeMemory(): number
  begin(start: number, end: number): void
  next(isEveryWanted: number): number
  readText(start: number): void
  splitFrames(start: number, end: number): number
  readFrame(start: number, end: number): void
  textStart(start: number, end: number): number
}

/** Where things stand. */
export interface Room {
  /** In words of four bytes: rules and readers that a line calls for. */
  readonly calledRules: number
  readonly calledReaders: number
  /** In words: what is told of the line at which it stopped, as assembly/record.ts says. */
  readonly record: number
  /** In words: starts and ends of the last lines. */
  readonly recent: number
  /** In words: starts and ends of frames. */
  readonly frames: number
  /** In bytes: room for one text and its line feed. */
  readonly texts: number
  /** From here on all is for lines. */
  readonly data: number
}

const WORD_BYTES = 4
/** A vector is read at once, also where a line has less than that left. */
export const VECTOR_BYTES = 16

export function layOut(exports: FinderExports, index: LiteralIndex, calling: CallingLiterals): Room {
  const layout = new Layout(exports)
  const tables: Record<keyof Tables, Table | undefined> = { ...tablesOf(index), ...callingTables(calling) }
  for (const [name, table] of entriesOf(tables)) {
    if (table !== undefined) exports[name].value = layout.place(table)
  }
  for (const [name, number] of entriesOf(numbersOf(index, calling))) exports[name].value = number
  const { rules, readers } = countCalled(calling)
  reserveStamps(exports, layout, [index.count, rules, readers])
  exports.found.value = layout.reserveWords(index.count)
  exports.calledRules.value = layout.reserveWords(rules)
  exports.calledReaders.value = layout.reserveWords(readers)
  return {
    calledRules: exports.calledRules.value / WORD_BYTES,
    calledReaders: exports.calledReaders.value / WORD_BYTES,
    record: exports.record.value / WORD_BYTES,
    recent: exports.recent.value / WORD_BYTES,
    frames: exports.frames.value / WORD_BYTES,
    texts: layout.reserve(RULE_BYTES_MAX + VECTOR_BYTES),
    data: layout.reserve(0),
  }
}

type Table = Uint8Array | Uint32Array

interface Tables extends ReturnType<typeof tablesOf>, ReturnType<typeof callingTables> {}

function tablesOf({ eights, fours, tails, slots, places, bytes }: LiteralIndex) {
  return {
    foldedAs: FOLDED,
    keptAs: KEPT,
    eights: eights.bits,
    fours: fours.bits,
    tails: tails.bits,
    slots,
    places,
    bytes,
  } satisfies Record<string, Table>
}

function callingTables({ rules, readers, needs, sets, everywhere = [] }: CallingLiterals) {
  return {
    ruleStarts: rules?.starts,
    ruleItems: rules?.items,
    readerStarts: readers?.starts,
    readerItems: readers?.items,
    needStarts: needs?.starts,
    needItems: needs?.items,
    setStarts: sets?.starts,
    setItems: sets?.items,
    everywhere: Uint32Array.from(everywhere),
  } satisfies Record<string, Table | undefined>
}

interface Numbers extends ReturnType<typeof numbersOf> {}

function numbersOf({ eights, fours, tails, slots }: LiteralIndex, { everywhere = [] }: CallingLiterals) {
  return {
    eightsShift: eights.shift,
    foursShift: fours.shift,
    tailsShift: tails.shift,
    lastSlot: slots.length / 2 - 1,
    everywhereCount: everywhere.length,
  }
}

type Reserved = 'held' | 'ruleSeen' | 'readerSeen' | 'stampsEnd' | 'found' | 'calledRules' | 'calledReaders'

/** One after the other, since they are emptied at once. */
function reserveStamps(exports: FinderExports, layout: Layout, counts: readonly [number, number, number]): void {
  const [literals, rules, readers] = counts
  const start = layout.reserveWords(literals + rules + readers)
  exports.held.value = start
  exports.ruleSeen.value = start + WORD_BYTES * literals
  exports.readerSeen.value = start + WORD_BYTES * (literals + rules)
  exports.stampsEnd.value = start + WORD_BYTES * (literals + rules + readers)
}

function countCalled({ rules, readers, everywhere = [] }: CallingLiterals) {
  return { rules: Math.max(countOf(rules?.items ?? []), countOf(everywhere)), readers: countOf(readers?.items ?? []) }
}

/** One more than the highest. */
function countOf(items: Iterable<number>): number {
  let count = 0
  for (const item of items) count = Math.max(count, item + 1)
  return count
}

function entriesOf<Name extends string, Value>(record: Record<Name, Value>): [Name, Value][] {
  return Object.entries(record) as [Name, Value][]
}

const PAGE_BYTES = 65_536
/** Tables of words begin at a multiple of it. */
const ALIGNMENT = 8

class Layout {
  readonly #memory: WebAssembly.Memory
  #next: number

  constructor(exports: FinderExports) {
    this.#memory = exports.memory
    this.#next = exports.freeMemory()
  }

  place(table: Table): number {
    const at = this.reserve(table.byteLength)
    new Uint8Array(this.#memory.buffer).set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at)
    return at
  }

  reserveWords(words: number): number {
    return this.reserve(WORD_BYTES * words)
  }

  reserve(bytes: number): number {
    const at = Math.ceil(this.#next / ALIGNMENT) * ALIGNMENT
    this.#next = at + bytes
    growTo(this.#memory, this.#next)
    return at
  }
}

/** Views of the memory are no longer valid where it grew. Returns whether it did. */
export function growTo(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  return missing > 0
}
