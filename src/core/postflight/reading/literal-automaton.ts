// Finds which of thousands of literals occur in bytes, in one pass: the automaton of Aho and Corasick (Efficient string
// matching, 1975) over classes of bytes.

export interface LiteralAutomaton {
  readonly classes: number
  /** The class of a byte, by byte. */
  readonly classOf: Uint8Array
  /** The next state, by state * `classes` + class. State 0 is the beginning. */
  readonly next: Uint16Array | Uint32Array
  /** From this state on, literals end in each. */
  readonly firstOutput: number
  /** Ids of the literals that end in a state, by state less `firstOutput`. */
  readonly outputs: readonly (readonly number[])[]
}

/** The literals' ids are their indexes. They are looked for as their UTF-8 bytes. */
export function buildLiteralAutomaton(literals: readonly string[]): LiteralAutomaton {
  const words = literals.map((literal) => new TextEncoder().encode(literal))
  const { classOf, classes } = classify(words)
  const trie = new Trie(words.reduce((sum, { length }) => sum + length, 1))
  words.forEach((word, id) => {
    let node = 0
    for (const byte of word) node = trie.grow(node, classOf[byte] ?? 0)
    trie.end(node, id)
  })
  const { order, fail } = trie.link()
  const { stateOf, firstOutput, outputs } = number(order, trie)
  const next =
    order.length <= 0xffff ? new Uint16Array(order.length * classes) : new Uint32Array(order.length * classes)
  for (const node of order) {
    const row = (stateOf[node] ?? 0) * classes
    const fallback = (stateOf[fail[node] ?? 0] ?? 0) * classes
    if (node !== 0) next.copyWithin(row, fallback, fallback + classes)
    for (const child of trie.childrenOf(node)) next[row + trie.classOf(child)] = stateOf[child] ?? 0
  }
  return { classes, classOf, next, firstOutput, outputs }
}

/** Class 0 is that of all bytes which no literal holds. */
function classify(words: readonly Uint8Array[]): { readonly classOf: Uint8Array; readonly classes: number } {
  const classOf = new Uint8Array(256)
  let classes = 1
  for (const word of words) for (const byte of word) if (classOf[byte] === 0) classOf[byte] = classes++
  return { classOf, classes }
}

/** Nodes as numbers, 0 the root; each knows its first child and its next sibling, which costs little memory. */
class Trie {
  readonly #firstChild: Int32Array
  readonly #nextSibling: Int32Array
  readonly #class: Uint8Array
  readonly #ends = new Map<number, number[]>()
  #size = 1

  constructor(nodesMax: number) {
    this.#firstChild = new Int32Array(nodesMax)
    this.#nextSibling = new Int32Array(nodesMax)
    this.#class = new Uint8Array(nodesMax)
  }

  /** The child of a node, made where there is none yet. */
  grow(node: number, byteClass: number): number {
    const standing = this.child(node, byteClass)
    if (standing !== undefined) return standing
    const child = this.#size++
    this.#class[child] = byteClass
    this.#nextSibling[child] = this.#firstChild[node] ?? 0
    this.#firstChild[node] = child
    return child
  }

  child(node: number, byteClass: number): number | undefined {
    for (let child = this.#firstChild[node] ?? 0; child !== 0; child = this.#nextSibling[child] ?? 0) {
      if (this.#class[child] === byteClass) return child
    }
    return undefined
  }

  *childrenOf(node: number): Generator<number> {
    for (let child = this.#firstChild[node] ?? 0; child !== 0; child = this.#nextSibling[child] ?? 0) yield child
  }

  classOf(node: number): number {
    return this.#class[node] ?? 0
  }

  end(node: number, id: number): void {
    const ends = this.#ends.get(node)
    if (ends === undefined) this.#ends.set(node, [id])
    else ends.push(id)
  }

  endsOf(node: number): readonly number[] {
    return this.#ends.get(node) ?? NONE
  }

  /** All nodes, the shallow first, and of each its longest suffix; literals that end in a suffix end in the node too. */
  link(): { readonly order: Uint32Array; readonly fail: Int32Array } {
    const order = new Uint32Array(this.#size)
    const fail = new Int32Array(this.#size)
    let last = 0
    for (const node of order) {
      for (const child of this.childrenOf(node)) {
        fail[child] = node === 0 ? 0 : this.#longestSuffix(fail, node, this.classOf(child))
        for (const id of this.endsOf(fail[child] ?? 0)) this.end(child, id)
        order[++last] = child
      }
    }
    return { order, fail }
  }

  #longestSuffix(fail: Int32Array, node: number, byteClass: number): number {
    for (let suffix = fail[node] ?? 0; ; suffix = fail[suffix] ?? 0) {
      const target = this.child(suffix, byteClass)
      if (target !== undefined) return target
      if (suffix === 0) return 0
    }
  }
}

const NONE: readonly number[] = []

/** States in which literals end come last; within both kinds the shallow, which are visited most, lie together. */
function number(order: Uint32Array, trie: Trie) {
  const stateOf = new Uint32Array(order.length)
  const outputs: (readonly number[])[] = []
  let state = 0
  for (const node of order) if (trie.endsOf(node).length === 0) stateOf[node] = state++
  const firstOutput = state
  for (const node of order) {
    const ends = trie.endsOf(node)
    if (ends.length === 0) continue
    stateOf[node] = state++
    outputs.push(ends)
  }
  return { stateOf, firstOutput, outputs }
}
