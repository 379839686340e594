import { expect, it } from 'vitest'
import type { JudgedError } from '../../../src/core/evaluation/judged-report.ts'
import { locateCause } from '../../../src/core/evaluation/localisation.ts'

/** Whether an error stands in line `line` of the log. */
function isLocated(error: JudgedError | string, log: string, line: number): boolean {
  return locateCause([error], [{ start_line: line, end_line: line }], Buffer.from(log)).located
}

const LOG = `start\n\u001b[31merror:\u001b[0m   disk \u00a0full\n\n  on /dev/sda1\r\n${'again\n'.repeat(3)}end\n`

it('finds a context whatever its colours, white space and line breaks', () => {
  expect(isLocated({ context: 'error: disk full on /dev/sda1' }, LOG, 2)).toBe(true)
  expect(isLocated({ context: 'error:\tdisk\nfull\non' }, LOG, 4)).toBe(true)
  expect(isLocated({ context: 'Error: disk full' }, LOG, 2)).toBe(false)
})

it('finds no context of fewer than four characters', () => {
  expect(isLocated({ context: 'sda' }, LOG, 4)).toBe(false)
  expect(isLocated({ context: 'sda1' }, LOG, 4)).toBe(true)
})

it('locates nothing by a context that is found more than three times', () => {
  expect(isLocated({ context: 'again' }, LOG, 7)).toBe(true)
  expect(isLocated({ context: 'again' }, `again\n${LOG}`, 1)).toBe(false)
})

it('tries the two longest lines of a context that is not found as a whole, if they are long enough', () => {
  expect(isLocated({ context: 'exit code 1\nerror: disk full\nand so on' }, LOG, 2)).toBe(true)
  expect(isLocated({ context: 'nowhere in the log at all\nerror: disk full' }, LOG, 2)).toBe(true)
  expect(isLocated({ context: 'nowhere in the log at all\nnor is this one there\nerror: disk full' }, LOG, 2)).toBe(
    false,
  )
  expect(isLocated({ context: 'not\ndisk full' }, LOG, 2)).toBe(false)
})

it('believes lines rather than a context, the first ten of them', () => {
  expect(isLocated({ line: 7, context: 'error: disk full' }, LOG, 2)).toBe(false)
  expect(isLocated({ start_line: 1, end_line: 30, line: 20 }, LOG, 10)).toBe(true)
  expect(isLocated({ start_line: 1, end_line: 30, line: 20 }, LOG, 11)).toBe(false)
})

it('locates nothing by a plain text', () => {
  expect(isLocated('error: disk full', LOG, 2)).toBe(false)
})

it('takes the first of the errors with the highest severity as the first', () => {
  const errors = [
    { severity: 'medium', line: 1 },
    { severity: 'HIGH', line: 2 },
    { severity: 'high', line: 3 },
  ]
  const isFirst = (line: number) => locateCause(errors, [{ start_line: line, end_line: line }], Buffer.from(LOG)).first
  expect([1, 2, 3].map(isFirst)).toEqual([false, true, false])
})

it('counts errors inside, and how much of the log is marked', () => {
  const spans = [
    { start_line: 1, end_line: 2 },
    { start_line: 5, end_line: 5 },
  ]
  const cause = locateCause([{ line: 1 }, { line: 3 }, { line: 5 }], spans, Buffer.from('1\n2\n3\n4\n5\n'))
  expect(cause).toEqual({ located: true, first: true, errors: 3, errorsInside: 2, spanShare: 0.5 })
})
