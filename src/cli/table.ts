// Plain tables and paragraphs for a terminal: no frames, at most the given width.

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly align?: 'left' | 'right'
}

const GAP = 2
const COLUMN_WIDTH_MIN = 6

/** Lines of equal columns; the widest columns are cut first when all together exceed `width` characters. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): string[] {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => toOneLine(column.cell(row)))),
  ]
  const natural = columns.map((_, index) => Math.max(...cells.map((line) => lengthOf(line[index] ?? ''))))
  const widths = shrink(natural, width - GAP * (columns.length - 1))
  return cells.map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join(' '.repeat(GAP))
      .trimEnd(),
  )
}

/** A row stays on its line, whatever a job is called. */
export function toOneLine(text: string): string {
  return text.replaceAll(/\s/g, ' ')
}

function shrink(natural: readonly number[], available: number): number[] {
  const widths = [...natural]
  while (widths.reduce((sum, width) => sum + width, 0) > available) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= COLUMN_WIDTH_MIN) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const text = cut(cell, width)
  const blanks = ' '.repeat(width - lengthOf(text))
  return align === 'left' ? text + blanks : blanks + text
}

/** At most `width` characters, the last one “…” when something was cut. */
function cut(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`
}

/** One paragraph, broken between words so that no line exceeds `width`; every line begins with `indent`. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const room = Math.max(width - indent.length, COLUMN_WIDTH_MIN)
  const lines: string[] = []
  let line = ''
  for (const word of text
    .split(/\s+/)
    .filter((part) => part !== '')
    .flatMap((part) => chop(part, room))) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > room) {
      lines.push(indent + line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, indent + line]
}

function chop(word: string, room: number): string[] {
  const characters = [...word]
  const parts: string[] = []
  for (let start = 0; start < characters.length; start += room)
    parts.push(characters.slice(start, start + room).join(''))
  return parts
}

function lengthOf(text: string): number {
  return [...text].length
}
