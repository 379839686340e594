import { expect, test } from 'vitest'
import { readDefaultRules } from '../../../../src/adapters/rules/rule-files.ts'
import { packOf } from '../../../support/rule-pack.ts'

const pack = packOf(readDefaultRules())

function errorsOf(...lines: readonly string[]) {
  const reader = pack.open()
  reader.push(Buffer.from(`${lines.join('\n')}\n`))
  return reader.end({ exitCode: 1 }).errors.map((error) => (typeof error === 'string' ? error : error.line))
}

test('a test that is named in the progress and above its details is one error', () => {
  const lines = errorsOf(
    '   × the cart > takes the coupon off the total 12ms',
    '',
    ' FAIL  src/cart.test.js > the cart > takes the coupon off the total',
    'AssertionError: expected -22500 to be 2250 // Object.is equality',
    '',
    '- Expected',
    '+ Received',
  )
  expect(lines).toHaveLength(1)
})

test('compile errors in a row are each an error of its own', () => {
  expect(errorsOf("a.c:1:2: error: expected ';' before 'x'", "a.c:2:2: error: unknown type name 'y'")).toEqual([1, 2])
})

test('each failing test is an error of its own, whose lines end where the next test begins', () => {
  const log = [
    '=================================== FAILURES ===================================',
    '________________________________ test_discount _________________________________',
    '>       assert total == 135',
    'E       assert 165.0 == 135',
    '',
    'test_cart.py:4: AssertionError',
    '_________________________________ test_missing _________________________________',
    ">       assert d['b'] == 1",
    "E       KeyError: 'b'",
    '',
    'test_cart.py:7: KeyError',
    '=========================== short test summary info ============================',
    'FAILED test_cart.py::test_discount - assert 165.0 == 135',
    "FAILED test_cart.py::test_missing - KeyError: 'b'",
    '2 failed in 0.07s',
  ]
  const reader = pack.open()
  reader.push(Buffer.from(`${log.join('\n')}\n`))
  const { errors } = reader.end({ exitCode: 1 })
  expect(errors).toHaveLength(2)
  expect(errors[0]).toMatchObject({ line: 4, end_line: 6 })
})
