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

interface Node {
  readonly edges: Map<number, Node>
  readonly ends: number[]
  fail: Node | undefined
  state: number
}

/** The literals' ids are their indexes. They are looked for as their UTF-8 bytes. */
export function buildLiteralAutomaton(literals: readonly string[]): LiteralAutomaton {
  const words = literals.map((literal) => new TextEncoder().encode(literal))
  const { classOf, classes } = classify(words)
  const nodes = link(growTrie(words, classOf))
  const { firstOutput, outputs } = number(nodes)
  const next =
    nodes.length <= 0xffff ? new Uint16Array(nodes.length * classes) : new Uint32Array(nodes.length * classes)
  for (const { state, fail, edges } of nodes) {
    const row = state * classes
    if (fail !== undefined) next.copyWithin(row, fail.state * classes, (fail.state + 1) * classes)
    for (const [byteClass, target] of edges) next[row + byteClass] = target.state
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

function growTrie(words: readonly Uint8Array[], classOf: Uint8Array): Node {
  const root = emptyNode()
  words.forEach((word, id) => {
    let node = root
    for (const byte of word) node = childOf(node, classOf[byte] ?? 0)
    node.ends.push(id)
  })
  return root
}

function childOf(node: Node, byteClass: number): Node {
  const standing = node.edges.get(byteClass)
  if (standing !== undefined) return standing
  const child = emptyNode()
  node.edges.set(byteClass, child)
  return child
}

/** All nodes, the shallow first, each with its longest suffix and the literals that end in it. */
function link(root: Node): readonly Node[] {
  const nodes = [root]
  for (const node of nodes) {
    for (const [byteClass, child] of node.edges) {
      child.fail = node === root ? root : longestSuffix(node.fail ?? root, byteClass)
      child.ends.push(...child.fail.ends)
      nodes.push(child)
    }
  }
  return nodes
}

function longestSuffix(from: Node, byteClass: number): Node {
  let node = from
  for (;;) {
    const target = node.edges.get(byteClass)
    if (target !== undefined) return target
    if (node.fail === undefined) return node
    node = node.fail
  }
}

/** States in which literals end come last; within both kinds the shallow, which are visited most, lie together. */
function number(nodes: readonly Node[]): Pick<LiteralAutomaton, 'firstOutput' | 'outputs'> {
  const silent = nodes.filter(({ ends }) => ends.length === 0)
  const speaking = nodes.filter(({ ends }) => ends.length > 0)
  for (const [state, node] of [...silent, ...speaking].entries()) node.state = state
  return { firstOutput: silent.length, outputs: speaking.map(({ ends }) => ends) }
}

function emptyNode(): Node {
  return { edges: new Map(), ends: [], fail: undefined, state: 0 }
}
