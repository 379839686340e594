// Names of tests that pytest says in more than one place, or in none that names them in full.

import { expect, test } from 'vitest'
import { tallyOf } from './read-log.ts'

const COLUMNS = 60

/** A title between separators, as pytest's terminal writes it. */
function wide(separator: string, title: string): string {
  const fill = separator.repeat(Math.max(1, Math.floor((COLUMNS - title.length - 2) / 2)))
  const line = `${fill} ${title} ${fill}`
  return line.length < COLUMNS ? line + separator : line
}

function namesOf(...lines: readonly string[]): readonly string[] | undefined {
  return tallyOf(lines.join('\n'))?.failed_names
}

const headings = [
  wide('=', 'ERRORS'),
  wide('_', 'ERROR collecting tests/test_b.py'),
  wide('_', 'ERROR at teardown of TestCart.test_opens'),
  wide('=', 'FAILURES'),
  wide('_', 'TestCart.test_adds[a::b]'),
  wide('_', '[doctest] shop.cart.add'),
]
const summary = '2 failed, 2 errors in 0.12s'

test('takes names from the headings where nothing else names a test', () => {
  const names = ['tests/test_b.py', 'TestCart.test_opens', 'TestCart.test_adds[a::b]', 'shop.cart.add']
  expect(namesOf(...headings, summary)).toEqual(names)
  expect(namesOf(...headings, wide('=', 'short test summary info'), 'SKIPPED [1] a.py:3: no', summary)).toEqual(names)
})

test.each(['above', 'below'])(
  'takes what the short summary %s the headings leaves out from them, by outcome',
  (place) => {
    const short = [wide('=', 'short test summary info'), 'FAIL tests/test_a.py::TestCart::test_adds[a::b]']
    const log = place === 'above' ? [...short, ...headings] : [...headings, ...short]
    const errors = ['tests/test_b.py', 'TestCart.test_opens']
    const names = namesOf(...log, summary)
    expect([...(names ?? [])].sort()).toEqual([...errors, 'tests/test_a.py::TestCart::test_adds[a::b]'].sort())
  },
)

test('does not repeat under its heading what the progress named, and adds what it did not', () => {
  const progress = [
    'tests/test_a.py::TestCart::test_adds[a::b] FAILED            [ 50%]',
    'shop/cart.py::shop.cart.add <- ../lib/shop/cart.py FAILED    [ 75%]',
  ]
  expect(namesOf(...progress, ...headings, summary)).toEqual([
    'tests/test_a.py::TestCart::test_adds[a::b]',
    'shop/cart.py::shop.cart.add',
    'tests/test_b.py',
    'TestCart.test_opens',
  ])
})

test('keeps an arrow that belongs to a parameter', () => {
  expect(namesOf('tests/test_a.py::test_x[a <- b.py] FAILED', '1 failed in 0.1s')).toEqual([
    'tests/test_a.py::test_x[a <- b.py]',
  ])
})

test('takes no heading for a failure that is none', () => {
  const log = [
    wide('=', 'FAILURES'),
    '_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _',
    '____ test_narrow ____',
    `_ test_uneven ${'_'.repeat(COLUMNS)}`,
    ` test_this_is_a_sentence and no title ${'of a test '.repeat(5)}`,
    wide('=', 'PASSES'),
    wide('_', 'test_passed'),
    wide('=', 'XFAILURES'),
    wide('_', 'test_expected'),
  ]
  expect(namesOf(...log, '1 failed, 1 passed, 1 xfailed in 0.1s', wide('_', 'summary'))).toEqual([])
})

test('reads a title that left no room for separators', () => {
  const title = `TestCart.test_${'long_'.repeat(12)}[a b]`
  expect(namesOf(wide('=', 'FAILURES'), ` ${title} `, '1 failed in 0.1 seconds')).toEqual([title])
})

test('lets the headings of one run be no part of the next', () => {
  const aborted = [wide('=', 'FAILURES'), wide('_', 'test_aborted'), wide('=', 'test session starts')]
  expect(namesOf(...aborted, wide('_', 'test_stray'), '1 failed in 0.1s')).toEqual([])
})

test('reads the summary of old, with its own word for warnings', () => {
  expect(tallyOf('=== 2 failed, 9 passed, 1 pytest-warnings in 0.28 seconds ===')).toMatchObject({
    total: 11,
    failed: 2,
  })
})

test('holds a bounded number of headings', () => {
  const many = Array.from({ length: 3000 }, (_, index) => wide('_', `test_${index}`))
  const tests = tallyOf([wide('=', 'FAILURES'), ...many, '3000 failed in 9s'].join('\n'))
  expect((tests?.failed_names.length ?? 0) + (tests?.failed_names_omitted ?? 0)).toBe(1000)
})
