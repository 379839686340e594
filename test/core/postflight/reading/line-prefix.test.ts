import { expect, it } from 'vitest'
import { withoutMarks } from '../../../../src/core/postflight/reading/line-prefix.ts'

it.each([
  ['web_1  | ', 'src/a.ts(3,5): error TS2339: Property a\tb'],
  ['shop-web-1  | ', '\tat shop.Cart.total(Cart.java:3)'],
  ['web_1  | ', 'FAIL\tgithub.com/shop/cart\t0.1s'],
  ['[12:00:01]W:\t [Step 2/3] ', '[ERROR] Failed to execute goal'],
  ['[12:00:01]W: ', '[ERROR] Failed to execute goal'],
  ['build (18)\tRun npm test\t2024-05-01T12:00:00.1234567Z ', '  1) adds an item'],
  ['May  2 09:48:30 ', 'a.c:2:63: error: expected a semicolon'],
  ['    [javac] ', '/shop/src/Cart.java:3: error: cannot find symbol'],
])('%s is no part of what the tool said', (prefix, text) => {
  expect(withoutMarks(prefix + text).text).toBe(text)
})

it.each([
  '[ERROR] | Failed to execute goal',
  '[ignored] error: no such table',
  '[expected] TypeError: x is not a function',
  '[redis:6379] Error: connect ECONNREFUSED',
  'cve-2024-123456: error: high severity found',
  'error-20240501: error: stale lock',
  '[critical] out of disk space',
])('%s says what it says', (text) => {
  expect(withoutMarks(text).text).toBe(text)
})
