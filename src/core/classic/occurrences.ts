// Counts how often a rule matches, as non-overlapping matches from left to right, and keeps the first one's context.
// Two whole words of one rule never overlap; a test holds the rules to that.

import { Excerpt } from './excerpt.ts'
import type { TextWindow } from './text-window.ts'

/** A place in the text: `start` and `end` in the window, and the number of the line. */
export interface Place {
  readonly window: TextWindow
  readonly start: number
  readonly end: number
  readonly line: number
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
}

export class Occurrences {
  count = 0
  #first: { readonly excerpt: Excerpt; readonly end: number } | undefined
  #span: Span | undefined
  readonly #pending = new Set<Excerpt>()

  /** A whole pattern was found. Inside a gap pattern on the same line it is a part of that match. */
  whole(place: Place): void {
    this.#closeSpan(place.line)
    if (this.#span !== undefined) return
    const excerpt = this.count === 0 ? this.#newExcerpt(place.window, place.start) : undefined
    this.#add(excerpt, place.window.offset + place.end)
  }

  /** The first side of a gap pattern was found; the first one on a line counts. */
  first(place: Place): void {
    this.#closeSpan(place.line)
    const { offset } = place.window
    const [start, firstEnd] = [offset + place.start, offset + place.end]
    this.#span ??= { line: place.line, start, firstEnd, excerpt: undefined, end: 0 }
  }

  /** The second side of a gap pattern was found; the last one on the line counts. */
  second(place: Place): void {
    this.#closeSpan(place.line)
    if (this.#span === undefined || place.window.offset + place.start < this.#span.firstEnd) return
    this.#span.end = place.window.offset + place.end
    this.keep(place.window)
  }

  /** The window's text will be gone: keep of it what may be needed. */
  keep(window: TextWindow): void {
    const span = this.#span
    if (span === undefined || this.count > 0) return
    span.excerpt ??= this.#newExcerpt(window, span.start - window.offset)
  }

  /** New text has come into the window. */
  readOn(window: TextWindow): void {
    for (const excerpt of this.#pending) if (!excerpt.extend(window)) this.#pending.delete(excerpt)
  }

  /** The context of the first match, empty when there is none. Call at the end of the text. */
  finish(): string {
    this.#closeSpan(Number.POSITIVE_INFINITY)
    return this.#first === undefined ? '' : this.#first.excerpt.render(this.#first.end)
  }

  #closeSpan(line: number): void {
    const span = this.#span
    if (span === undefined || span.line === line) return
    this.#span = undefined
    if (span.end > 0) this.#add(span.excerpt, span.end)
    else if (span.excerpt !== undefined) this.#pending.delete(span.excerpt)
  }

  #add(excerpt: Excerpt | undefined, end: number): void {
    this.count++
    if (excerpt !== undefined) this.#first = { excerpt, end }
  }

  #newExcerpt(window: TextWindow, start: number): Excerpt {
    const excerpt = new Excerpt(window, start)
    this.#pending.add(excerpt)
    return excerpt
  }
}
