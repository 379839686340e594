// Many short lists of small numbers in two arrays: thousands of arrays of their own would cost a hundred times as much.

export interface NumberLists {
  readonly items: Uint32Array
  /** Where each list begins; one more than there are lists. */
  readonly starts: Uint32Array
}

export function toNumberLists(lists: readonly (readonly number[])[]): NumberLists {
  const starts = new Uint32Array(lists.length + 1)
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length
  return { items: Uint32Array.from(lists.flat()), starts }
}
