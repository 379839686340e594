// Text of a log for documents that machines read: what a terminal would obey is gone, and so is what XML and JSON
// parsers refuse. Tabs and line feeds stay.

import { ESCAPES } from '../escapes.ts'

/** Escapes are removed, carriage returns become line feeds, other control characters and lone surrogates vanish. */
export function toPlainText(text: string): string {
  return text.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(FORBIDDEN, '').toWellFormed()
}

/** The same on one line. */
export function toPlainLine(text: string): string {
  return toPlainText(text).replace(/\s+/g, ' ').trim()
}

/** At most `charactersMax` code points, the last one “…” when something was cut. */
export function cutText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text
  const characters = [...text]
  return characters.length <= charactersMax ? text : `${characters.slice(0, charactersMax - 1).join('')}…`
}

/** Control characters, marks that reverse the reading direction, and the code points that XML 1.0 excludes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g
