// Metadata of every odd kind: values that are no object, texts that are no JSON, what Python reads differently.

import type { Random } from './random.ts'

export function hostileMeta(random: Random): Buffer {
  const how = random.next()
  if (how < 0.4) return Buffer.from(object(random, ordinary))
  if (how < 0.65) return Buffer.from(object(random, value))
  if (how < 0.7) return Buffer.from(value(random, 2))
  return random.pick(BROKEN)(random)
}

const TEXTS = [
  ...[
    '"web"',
    '""',
    '"caf\u00e9"',
    '"\\u00e9\\n"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\\ude00\\ud83d"',
    '"\\ud83d\\ud83d\\ude00"',
  ],
  ...[
    '"a\\/b"',
    '"\\u0000"',
    '"\x7f"',
    '"\u2028"',
    '"😀"',
    '"\\"\\\\\\b\\f\\r\\t"',
    '"unknown"',
    '"\\uD83D\\u0041"',
    '"\ufeff"',
  ],
]
const NUMBERS = [
  ...['0', '-0', '1', '-1', '123456789012345678901234567890', '9007199254740993', '-9007199254740993', '1.0', '-0.0'],
  ...[
    '1e5',
    '1E400',
    '-1e400',
    '1e-400',
    '1e16',
    '1e15',
    '123456789.123',
    '0.0001',
    '0.00001',
    '1e22',
    '5e-324',
    '2.50',
  ],
  ...['9007199254740992.0', '1.7976931348623157e308', '0.1', '100000000000000000000.0', 'NaN', 'Infinity', '-Infinity'],
]
const CONSTANTS = ['null', 'true', 'false']

function value(random: Random, depth = 3): string {
  const kinds = depth > 0 ? [text, number, constant, list, object, longText] : [text, number, constant]
  return random.pick<(random: Random, depth: number) => string>(kinds)(random, depth - 1)
}

const text = (random: Random) => random.pick(TEXTS)
const number = (random: Random) => random.pick(NUMBERS)
const constant = (random: Random) => random.pick(CONSTANTS)
const ordinary = (random: Random) => random.pick([text, longText])(random)

function longText(random: Random): string {
  const unit = random.pick(['a', 'é', '😀', '\\ud83d', '\\ud83d\\ude00', ' ', '\\n'])
  return `"${unit.repeat(random.pick([1, 99, 100, 101, 199, 200, 201, 250]))}"`
}

function list(random: Random, depth: number): string {
  const items = Array.from({ length: random.pick([0, 1, 3, 3, 201]) }, () => value(random, Math.min(depth, 1)))
  return `[${items.join(',')}]`
}

const KEYS = [
  '"project"',
  '"task"',
  '"project"',
  '"task"',
  '"\\u0070roject"',
  '"other"',
  '"__proto__"',
  '"1"',
  '"0"',
  '""',
]

function object(random: Random, make: ((random: Random, depth: number) => string) | number = value): string {
  const member = typeof make === 'number' ? value : make
  const blank = () => random.pick(['', '', ' ', '\n', '\r\n', '\t'])
  const members = Array.from({ length: random.whole(0, 5) }, () => {
    return `${blank()}${random.pick(KEYS)}${blank()}:${blank()}${member(random, typeof make === 'number' ? make : 2)}`
  })
  return `${blank()}{${members.join(`${blank()},`)}${blank()}}${blank()}`
}

const GOOD = '{"project": "web", "task": "build"}'

type Broken = (random: Random) => Buffer

const BROKEN: readonly Broken[] = [
  () => Buffer.alloc(0),
  () => Buffer.from(`\ufeff${GOOD}`),
  () => Buffer.from(GOOD, 'utf16le'),
  (random) => Buffer.from(GOOD.slice(0, random.whole(0, GOOD.length))),
  (random) => Buffer.concat([Buffer.from('{"project": "a'), random.pick(BAD_BYTES), Buffer.from('b", "task": "t"}')]),
  (random) => Buffer.from(GOOD.replace('web', random.pick(BAD_STRINGS))),
  (random) => Buffer.from(GOOD.replace('"web"', random.pick(BAD_VALUES))),
  (random) => Buffer.from(random.pick(BAD_TEXTS)),
  (random) => Buffer.from(`{"project": ${nested(random.pick([2, 50, 800, 1200, 5000]))}}`),
  (random) => Buffer.from(`{"task": "t", "project": ${'7'.repeat(random.pick([4299, 4300, 4301]))}}`),
]

const BAD_BYTES = ['ff', 'c3', 'eda080', 'c080', 'f4908080'].map((hex) => Buffer.from(hex, 'hex'))
const BAD_STRINGS = ['a\nb', 'a\tb', 'a\0b', '\\x41', '\\u12', '\\u12g4', "\\'", '\\', '\x1f', '\\u-123', '\\u 123']
const BAD_VALUES = [
  '01',
  '1.',
  '.5',
  '+1',
  '-',
  '1e',
  '0x1',
  'nan',
  'inf',
  '-NaN',
  'True',
  "'a'",
  '[1,]',
  '{"a":1,}',
  '[1 2]',
]
const BAD_TEXTS = [
  '{}{}',
  '{"task":"t"}x',
  '\u00a0{}',
  '{"task" "t"}',
  '{task: 1}',
  '{1: 2}',
  ',',
  '\v{}',
  '{"task":"t"',
  '// a\n{}',
  '１',
]

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}
