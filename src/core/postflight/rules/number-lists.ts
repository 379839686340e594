// Many short lists of small numbers in two arrays: thousands of arrays of their own would cost a hundred times as much.

export interface NumberLists {
  readonly items: Uint16Array
  /** Where each list begins; one more than there are lists. */
  readonly starts: Uint32Array
}

/** Numbers below 65,536. */
export function toNumberLists(lists: readonly (readonly number[])[]): NumberLists {
  const starts = new Uint32Array(lists.length + 1)
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length
  return { items: Uint16Array.from(lists.flat()), starts }
}

/** A view of one list; for loops that run for every line, go from `starts[index]` to `starts[index + 1]` instead. */
export function listAt({ items, starts }: NumberLists, index: number): Uint16Array {
  return items.subarray(starts[index], starts[index + 1])
}
