import { describe, expect, it } from 'vitest'
import { renderTable, wrap } from '../../src/cli/table.ts'

const COLUMNS = [
  { title: 'JOB', cell: (row: { job: string; count: number }) => row.job },
  { title: 'COUNT', cell: (row: { job: string; count: number }) => String(row.count), align: 'right' as const },
]

describe('renderTable', () => {
  it('aligns columns under their titles', () => {
    const rows = [
      { job: 'a', count: 5 },
      { job: 'build-12', count: 1200 },
    ]
    expect(renderTable(COLUMNS, rows, 80)).toEqual(['JOB       COUNT', 'a             5', 'build-12   1200'])
  })

  it('cuts the widest column when the table is too wide', () => {
    const lines = renderTable(COLUMNS, [{ job: 'x'.repeat(200), count: 5 }], 40)
    expect(lines.map((line) => line.length)).toEqual([40, 40])
    expect(lines[1]).toMatch(/^x+… +5$/)
  })
})

describe('wrap', () => {
  it('breaks between words and indents every line', () => {
    expect(wrap('one two three four', 12, '  ')).toEqual(['  one two', '  three four'])
  })

  it('breaks a word that fits no line', () => {
    expect(wrap(`see ${'y'.repeat(25)}`, 10)).toEqual(['see', 'y'.repeat(10), 'y'.repeat(10), 'y'.repeat(5)])
  })

  it('gives nothing for blank text', () => {
    expect(wrap(' \n ', 10, '  ')).toEqual([])
  })
})
