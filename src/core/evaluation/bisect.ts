// Where a value stands in ascending numbers.

/** How many of them are less than `value`. */
export function countBelow(ascending: ArrayLike<number>, value: number): number {
  return firstIndex(ascending.length, (index) => (ascending[index] as number) >= value)
}

/** How many of them are at most `value`. */
export function countUpTo(ascending: ArrayLike<number>, value: number): number {
  return firstIndex(ascending.length, (index) => (ascending[index] as number) > value)
}

/** The first index from which on `holds` is true; `length` when there is none. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let from = 0
  let to = length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
