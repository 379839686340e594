// Logs made to break a reader: the rules' words in any case, cut, split by malformed bytes and set around the
// places where texts are cut; every form of line break, white space, digit and damaged UTF-8.

import type { Random } from './random.ts'

export function hostileLog(random: Random): Buffer {
  const pieces: Buffer[] = []
  if (random.chance(0.1)) pieces.push(padding(random))
  const style = random.pick([PIECES, PIECES, PIECES, PLAIN_PIECES])
  for (let left = random.whole(0, 50); left > 0; left--) pieces.push(random.pick(style)(random))
  const whole = Buffer.concat(pieces)
  return random.chance(0.1) ? whole.subarray(0, random.whole(0, whole.length + 1)) : whole
}

type Piece = (random: Random) => Buffer

const WORDS = [
  ...['error:', 'exception:', 'failed', 'permission denied', 'not found', 'timeout', 'connection refused'],
  ...['syntax error', 'SyntaxError', 'import error', 'ImportError', 'ModuleNotFoundError', 'not configured'],
  ...['GOOGLE_KEY not configured', 'API key not configured', 'API', 'api not configured, not configured'],
  ...['completed successfully', 'task completed', 'done', 'test passed', 'tests passed', 'all', 'pass', 'all pass'],
  ...['deployed', 'deployment', 'success', 'deployment was a success', 'created', 'updated', 'fixed', 'fixed by'],
  ...['learne', 'learned', 'learned:', 'solution', 'solution:', 'fixed by:', 'root cause', 'root cause:'],
  ...['workaround', 'workaround:', 'exit:', 'exit:0', 'EXIT:1', 'exit:137', 'exit: 1', 'exıt:7', 'timeoutimeout'],
]
const LABELS = ['learne', 'learned', 'learned:', 'solution', 'solution:', 'fixed by:', 'root cause:', 'workaround:']
const BREAKS = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '\r\r\n',
  '\n\r',
  '\v',
  '\f',
  '\x1c',
  '\x85',
  '\u2028',
  '\u2029',
]
const BLANKS = [' ', '  ', '\t', '\x1c', '\x1d', '\x1e', '\x1f', '\x85', '\xa0', '\u1680', '\u2003', '\u200a', '\u202f']
const NO_BLANKS = ['\u200b', '\ufeff', '\u180e', '\0', '\x1b[31m', '\x7f', '\u2060']
const MORE_BLANKS = [...BLANKS, '\u205f', '\u3000', '\u2000', '\u2028', '\n', '\r\n', '\r', '\v', '\f']
const DIGITS = [
  '0',
  '1',
  '7',
  '00',
  '٣',
  '۴',
  '९',
  '０',
  '９',
  '𝟘',
  '𝟗',
  '²',
  '½',
  '一',
  'Ⅷ',
  '௧',
  '𞓰',
  '999999999999999999999',
]
const LETTERS = [
  'a',
  'Z',
  'é',
  'ß',
  'ſ',
  '\u212a',
  'İ',
  'ı',
  '\u212b',
  'µ',
  '中',
  'ﬁ',
  '😀',
  '𝒳',
  '\u0301',
  '👩‍💻',
  '_',
  '.',
  '"',
  '\\',
]
const MALFORMED = [
  '80',
  'bf',
  'c0',
  'c1',
  'f5',
  'ff',
  'c080',
  'c1bf',
  'e08080',
  'e09fbf',
  'eda080',
  'edbfbf',
  'f08080af',
]
const MORE_MALFORMED = [
  'f0',
  'f09f',
  'f09f98',
  'e2',
  'e284',
  'c5',
  'c4',
  'f4908080',
  'f8888080',
  'e28284e2',
  'edb080',
  'f48fbfc3',
]
const BYTES = [...MALFORMED, ...MORE_MALFORMED].map((hex) => Buffer.from(hex, 'hex'))
/** Where the report cuts, in code points. */
const CUTS = [10, 11, 49, 50, 51, 99, 100, 101, 149, 150, 199, 200, 201, 250, 499, 500, 501, 510]

const text = (value: string) => Buffer.from(value)

function word(random: Random): Buffer {
  return text(mixCase(random, random.pick(WORDS)))
}

function plainWord(random: Random): Buffer {
  return text(`${random.pick(WORDS)}${random.pick([' ', ' ', '\n', ': '])}`)
}

const FOLDING: Readonly<Record<string, readonly string[]>> = { s: ['ſ'], k: ['\u212a'], i: ['İ', 'ı'] }

function mixCase(random: Random, value: string): string {
  const how = random.whole(0, 4)
  if (how === 0) return value
  if (how === 1) return value.toUpperCase()
  return Array.from(value, (letter) => {
    const folding = FOLDING[letter.toLowerCase()]
    if (folding !== undefined && random.chance(how === 2 ? 0.15 : 0.7)) return random.pick(folding)
    return random.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase()
  }).join('')
}

/** A word with something in it: malformed bytes, which do not count, or a character, which does. */
function splitWord(random: Random): Buffer {
  const whole = word(random)
  const at = random.whole(0, whole.length)
  const wedge = random.chance(0.7) ? malformed(random) : text(random.pick([...NO_BLANKS, ...LETTERS, ...BREAKS]))
  return Buffer.concat([whole.subarray(0, at), wedge, whole.subarray(at)])
}

function malformed(random: Random): Buffer {
  return random.pick(BYTES)
}

function lineBreak(random: Random): Buffer {
  return text(random.pick(BREAKS))
}

function blanks(random: Random): Buffer {
  return text(repeat(random, MORE_BLANKS, random.pick([1, 1, 2, 5, 60])))
}

function letters(random: Random): Buffer {
  return text(repeat(random, LETTERS, random.whole(1, 12)))
}

function repeat(random: Random, items: readonly string[], count: number): string {
  return Array.from({ length: count }, () => random.pick(items)).join('')
}

/** As many characters as bring the next piece to a cut, or one off. */
function filler(random: Random): Buffer {
  const letter = random.pick([...LETTERS, 'x', 'x', 'x', ' ', '\n', '\r\n', '\u3000'])
  return text(letter.repeat(random.pick(CUTS) + random.whole(-2, 3)))
}

function learning(random: Random): Buffer {
  const content = repeat(random, [...LETTERS, 'abc', ...BLANKS], random.pick([...CUTS, 3, 6, 9, 12]))
  const parts = [
    random.pick(LABELS),
    repeat(random, MORE_BLANKS, random.whole(0, 4)),
    content,
    random.pick(['', ' ', '\xa0']),
  ]
  return Buffer.concat([text(mixCase(random, parts[0] as string)), text(parts.slice(1).join('')), lineBreak(random)])
}

function exitCode(random: Random): Buffer {
  const digits = repeat(random, DIGITS, random.pick([0, 1, 1, 2, 3, 8]))
  return Buffer.concat([
    text(`exit:${digits}`),
    random.chance(0.2) ? malformed(random) : text(random.pick(['\n', '0', 'x'])),
  ])
}

/** The quadratic patterns' food. */
function run(random: Random): Buffer {
  const piece = random.pick([
    'all ',
    'API ',
    'deployment ',
    'solution:',
    'exit:',
    ' ',
    '\n',
    'learned: ',
    'pass',
    'a',
    '\x85',
  ])
  return text(piece.repeat(random.whole(1, 120)))
}

/** Brings what follows to the border between two parts of a reader that takes 64 KiB at a time. */
function padding(random: Random): Buffer {
  const unit = Buffer.from(
    random.pick(['x\n', 'é', '😀\n', '-', ' ', '\r\n', 'abc done\n', 'solution: 中文', 'all ', '\xa0']),
  )
  const bytes = 65_536 - random.whole(0, 700)
  return Buffer.alloc(bytes, unit)
}

const PIECES: readonly Piece[] = [
  ...[word, word, word, word, splitWord, splitWord, lineBreak, lineBreak, lineBreak, blanks, letters],
  ...[filler, learning, learning, exitCode, run, malformed],
]
const PLAIN_PIECES: readonly Piece[] = [plainWord, plainWord, plainWord, lineBreak, blanks, learning]
