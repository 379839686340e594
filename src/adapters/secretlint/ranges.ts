// Places of secrets in a text, and the text with each of them replaced by a mark.

export interface SecretRange {
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
  readonly kind: string
}

/** Ranges that overlap or touch become one, named after the first finder that reported any of it. */
export function toRedacted(text: string, ranges: readonly SecretRange[]): string {
  let redacted = ''
  let index = 0
  for (const { start, end, kind } of merge(ranges)) {
    redacted += `${text.slice(index, start)}[redacted:${kind}]`
    index = end
  }
  return redacted + text.slice(index)
}

interface Ranked extends SecretRange {
  readonly rank: number
}

function merge(ranges: readonly SecretRange[]): SecretRange[] {
  const sorted: Ranked[] = ranges.map((range, rank) => ({ ...range, rank })).sort((a, b) => a.start - b.start)
  const merged: Ranked[] = []
  for (const range of sorted) {
    const last = merged.at(-1)
    if (last === undefined || range.start > last.end) merged.push(range)
    else merged[merged.length - 1] = join(last, range)
  }
  return merged
}

function join(first: Ranked, second: Ranked): Ranked {
  const named = first.rank <= second.rank ? first : second
  return { start: first.start, end: Math.max(first.end, second.end), kind: named.kind, rank: named.rank }
}
