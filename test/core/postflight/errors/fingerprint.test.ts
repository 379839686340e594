import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf, MASKS, normalise } from '../../../../src/core/postflight/errors/fingerprint.ts'
import { parseRules } from '../../../../src/core/postflight/rules/parse-rules.ts'
import { packOf } from '../../../support/rule-pack.ts'

test('is equal for messages that differ only in what changes from run to run', () => {
  const one = 'job 12 at /home/ci/a/b/cart.c took 12 ms: 0x7ffe12 refused by 10.0.0.7:5432 on 2024-05-01T10:00:00Z'
  const other = 'job 9 at /srv/x/y/cart.c took 3 s: 0x1a refused by 10.0.0.9:1234 on 2025-01-02T11:30:00Z'
  expect(normalise(one)).toBe(normalise(other))
  expect(fingerprintOf('rule', one)).toMatch(/^v1:[0-9a-f]{16}$/)
})

test.each([
  ['cannot open /home/ci/a/cart.c', 'cannot open /srv/x/cart.c'],
  ['cannot open /tmp/abc/def', 'cannot open /tmp/xyz'],
  ['not released: Buffer@cafebabe', 'not released: Buffer@deadbeef'],
  ['no job aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', 'no job ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee'],
])('is so too where no digit stands: %j', (one, other) => {
  expect(normalise(one)).toBe(normalise(other))
})

test('leaves out no mask that matches without digits', () => {
  const unit = fc.constantFrom(...'abcdef-:@/\\x. smkB+TZ', '/tmp', 'localhost:', 'bytes', 'deadbeef')
  const needing = MASKS.filter(({ needsDigit }) => needsDigit)
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      expect(needing.filter(({ mask }) => text.search(mask) >= 0)).toEqual([])
    }),
  )
})

test('keeps the codes of compilers and tools, and differs by rule', () => {
  expect(normalise('error[E0308]: mismatched types')).not.toBe(normalise('error[E0425]: mismatched types'))
  expect(normalise('TS2345: no')).not.toBe(normalise('TS2551: no'))
  expect(fingerprintOf('one', 'no')).not.toBe(fingerprintOf('other', 'no'))
})

test('is made of what the rule says, where it says so', () => {
  const rule = (fingerprint?: string) => ({
    owner: 'widget',
    pattern: [{ regexp: '^widget (\\w+): (.+)$', code: 1, message: 2 }],
    postflight: {
      kind: 'error',
      type: 'error_detected',
      category: 'command',
      priority: 70,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      examples: { match: ['widget W1: broke'], noMatch: ['widget W1 works'] },
    },
  })
  const errors = (fingerprint?: string) => {
    const rules = parseRules('widget.json', JSON.stringify({ problemMatcher: [rule(fingerprint)] }))
    const reader = packOf(rules).open()
    reader.push(Buffer.from('widget W1: broke\nwidget W1: bent\n'))
    return reader.end({ exitCode: 1 }).errors
  }
  expect(errors()).toHaveLength(2)
  expect(errors('{code}')).toMatchObject([{ count: 2 }])
})
