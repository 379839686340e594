// Counts how often a rule matches, as non-overlapping matches from left to right, and keeps the first one's context.

import { Excerpt } from './excerpt.ts'
import type { TextWindow } from './text-window.ts'

/** A place in the text: `start` and `end` in the window, and the number of the line. */
export interface Place {
  readonly window: TextWindow
  readonly start: number
  readonly end: number
  readonly line: number
}

/** Matches in a stretch of text. */
interface Tally {
  count: number
  /** How far into the text the last match reaches. */
  lastEnd: number
  first: { readonly excerpt: Excerpt; readonly end: number } | undefined
}

/** A gap pattern whose first side was found; it ends with the last second side on its line. */
interface Span {
  readonly line: number
  /** How far into the text the first side starts and ends. */
  readonly start: number
  readonly firstEnd: number
  /** Taken no sooner than needed: most first sides have no second one. */
  excerpt: Excerpt | undefined
  /** How far into the text the match ends; 0 while there is no second side. */
  end: number
  /** Whole patterns after that: parts of the match if a further second side comes, matches of their own if not. */
  after: Tally
}

export class Occurrences {
  readonly #tally = newTally()
  #span: Span | undefined
  readonly #pending = new Set<Excerpt>()

  /** So far; at the end of the text, after `finish`, in all. */
  get count(): number {
    return this.#tally.count
  }

  /** A whole pattern was found. */
  whole(place: Place): void {
    this.#closeSpan(place.line)
    const tally = this.#span?.after ?? this.#tally
    const { offset } = place.window
    if (offset + place.start < Math.max(tally.lastEnd, this.#tally.lastEnd, this.#span?.end ?? 0)) return
    const isFirst = this.#tally.count === 0 && tally.count === 0
    add(tally, isFirst ? this.#newExcerpt(place.window, place.start) : undefined, offset + place.end)
  }

  /** The first side of a gap pattern was found; the first one on a line counts. */
  first(place: Place): void {
    this.#closeSpan(place.line)
    if (this.#span !== undefined) return
    const { offset } = place.window
    const [start, firstEnd] = [offset + place.start, offset + place.end]
    if (start < this.#tally.lastEnd) return
    this.#span = { line: place.line, start, firstEnd, excerpt: undefined, end: 0, after: newTally() }
  }

  /** The second side of a gap pattern was found; the last one on the line counts. */
  second(place: Place): void {
    this.#closeSpan(place.line)
    const span = this.#span
    if (span === undefined || place.window.offset + place.start < span.firstEnd) return
    span.end = place.window.offset + place.end
    span.after = newTally()
    this.keep(place.window)
  }

  /** The window's text will be gone: keep of it what may be needed. */
  keep(window: TextWindow): void {
    const span = this.#span
    if (span === undefined || this.#tally.count > 0) return
    span.excerpt ??= this.#newExcerpt(window, span.start - window.offset)
  }

  /** New text has come into the window. */
  readOn(window: TextWindow): void {
    for (const excerpt of this.#pending) if (!excerpt.extend(window)) this.#pending.delete(excerpt)
  }

  /** The context of the first match, empty when there is none. Call at the end of the text. */
  finish(): string {
    this.#closeSpan(Number.POSITIVE_INFINITY)
    const { first } = this.#tally
    return first === undefined ? '' : first.excerpt.render(first.end)
  }

  #closeSpan(line: number): void {
    const span = this.#span
    if (span === undefined || span.line === line) return
    this.#span = undefined
    if (span.end > 0) add(this.#tally, span.excerpt, span.end)
    if (span.after.count > 0) join(this.#tally, span.after)
  }

  #newExcerpt(window: TextWindow, start: number): Excerpt {
    const excerpt = new Excerpt(window, start)
    this.#pending.add(excerpt)
    return excerpt
  }
}

function newTally(): Tally {
  return { count: 0, lastEnd: 0, first: undefined }
}

function add(tally: Tally, excerpt: Excerpt | undefined, end: number): void {
  tally.count++
  tally.lastEnd = end
  if (excerpt !== undefined) tally.first ??= { excerpt, end }
}

function join(tally: Tally, later: Tally): void {
  tally.count += later.count
  tally.lastEnd = later.lastEnd
  tally.first ??= later.first
}
