// How reports are laid out on a terminal: sections, items, and lines of a log behind their numbers. No line is longer
// than the page is wide, and nothing of a log is obeyed.

import { paint, toPrintable } from './output.ts'
import { wrap } from './table.ts'

/** Columns of a terminal, and how many digits the numbers of log lines have. */
export interface Page {
  readonly width: number
  readonly digits: number
}

export interface LogLine {
  readonly line?: number | undefined
  readonly text: string
}

export const INDENT = '  '

/** A blank line, the title and the lines; nothing where there are no lines. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
}

/** One paragraph behind a dash. */
export function item(text: string, width: number): string[] {
  return wrap(toPrintable(text), width - INDENT.length, INDENT).map((line, index) =>
    index === 0 ? `${INDENT}- ${line.trimStart()}` : `${INDENT}${line}`,
  )
}

const BETWEEN_FACTS = ' · '

/** Facts in a row, those that are empty left out; a fact is broken only where it is longer than a line. */
export function factLines(facts: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const fact of facts.map((text) => toOneLogLine(text).trim()).filter((text) => text !== '')) {
    const joined = lines.length === 0 ? fact : `${lines.at(-1)}${BETWEEN_FACTS}${fact}`
    if (INDENT.length + [...joined].length <= width) lines.splice(-1, 1, joined)
    else lines.push(fact)
  }
  return lines.flatMap((line) => wrap(line, width, INDENT)).map((line) => paint.dim(line))
}

/** Lines of a log behind a gutter with their numbers; the marked one has a pointer and stands out. */
export function renderLogLines(lines: readonly LogLine[], page: Page, marked?: number): string[] {
  return lines.map(({ line, text }) => {
    const isMarked = line !== undefined && line === marked
    const number = String(line ?? '').padStart(page.digits)
    const gutter = `${isMarked ? '>' : ' '} ${number} │`
    const shown = cutLine(toOneLogLine(text), page.width - gutter.length - 1)
    const content = shown === '' ? '' : ` ${isMarked ? paint.bold(shown) : shown}`
    return (isMarked ? paint.red(gutter) : paint.dim(gutter)) + content
  })
}

const TAB = '    '

/** One printable line, its indentation kept. */
export function toOneLogLine(text: string): string {
  return toPrintable(text.replace(/\r?\n|\r$/g, ' ').replaceAll('\t', TAB)).trimEnd()
}

/** At most `columns` wide, “…” in the last column when something was cut. */
export function cutLine(text: string, columns: number): string {
  let used = 0
  let kept = ''
  for (const character of text) {
    used += columnsOf(character)
    if (used > columns) return `${cutBehind(kept, columns - 1)}…`
    kept += character
  }
  return text
}

/** What of the text ends before column `columns`. */
function cutBehind(text: string, columns: number): string {
  const characters = [...text]
  let used = characters.reduce((sum, character) => sum + columnsOf(character), 0)
  while (used > columns) used -= columnsOf(characters.pop() ?? '')
  return characters.join('')
}

/** Scripts and pictures whose characters take two columns, after Unicode's East Asian Width. */
const WIDE =
  /^[\u1100-\u115f\u231a\u231b\u23e9-\u23ec\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18fff}\u{1b000}-\u{1b2ff}\u{1f18e}\u{1f191}-\u{1f19a}\u{1f200}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f7e0}-\u{1f7eb}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u
const NO_WIDTH = /^(?:\p{Mn}|\p{Me}|[\u200b-\u200d\u2060]|[\ufe00-\ufe0f])/u

function columnsOf(character: string): number {
  if (character < '\u0300') return 1
  if (NO_WIDTH.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
