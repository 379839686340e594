// What people and agents put before a sentence: quotation bars, their name in brackets, marks of lists and headings,
// pictograms, bold.

export interface UndressedText {
  readonly text: string
  /** It stood in a list. */
  readonly item: boolean
  readonly isHeading: boolean
}

const DRESS =
  /^[\s>|]{0,12}(?:THOUGHT: {1,2}|\[(?:[Aa]gent|[Aa]ssistant)\] {1,2})?((?:[-*+•–—]|\(?\d{1,3}[.)])\s{1,4})?(#{1,6}\s{1,4})?(?:[^\x20-\x7e\p{L}]{1,4}\s{0,3})?(\*{1,3}|_{1,2})?/u

export function undress(line: string): UndressedText {
  const match = DRESS.exec(line)
  const text = line.slice(match?.[0].length ?? 0).trim()
  return { text, item: match?.[1] !== undefined, isHeading: match?.[2] !== undefined || match?.[3] !== undefined }
}
