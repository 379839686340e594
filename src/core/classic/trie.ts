// The words of an automaton as a tree of letters, completed so that each node knows where every letter leads:
// to the longest end of what was read that some word begins with (Aho and Corasick, 1975).

export interface TrieNode {
  /** Where a letter leads; a letter that is not named leads to the root, node 0. */
  readonly steps: Map<string, number>
  /** Indexes of the words that end here. */
  readonly endings: number[]
}

export function buildTrie(words: readonly string[]): readonly TrieNode[] {
  const nodes: TrieNode[] = [newNode()]
  words.forEach((word, index) => {
    let node = nodes[0] as TrieNode
    for (const letter of word) node = child(nodes, node, letter)
    node.endings.push(index)
  })
  complete(nodes)
  return nodes
}

function newNode(): TrieNode {
  return { steps: new Map(), endings: [] }
}

function child(nodes: TrieNode[], node: TrieNode, letter: string): TrieNode {
  const known = node.steps.get(letter)
  if (known !== undefined) return nodes[known] as TrieNode
  const made = newNode()
  node.steps.set(letter, nodes.push(made) - 1)
  return made
}

/** Breadth first, so that the shorter node to fall back to is complete before it is copied from. */
function complete(nodes: readonly TrieNode[]): void {
  const root = nodes[0] as TrieNode
  const queue = [...root.steps.values()].map((index) => ({ index, fallback: 0 }))
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const node = nodes[next.index] as TrieNode
    const fallback = nodes[next.fallback] as TrieNode
    for (const [letter, index] of node.steps) queue.push({ index, fallback: fallback.steps.get(letter) ?? 0 })
    for (const [letter, index] of fallback.steps) if (!node.steps.has(letter)) node.steps.set(letter, index)
    node.endings.push(...fallback.endings)
  }
}
