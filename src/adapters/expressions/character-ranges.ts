// Which UTF-16 code units a character, an escape or a class of JavaScript stands for.

import type { AST } from '@eslint-community/regexpp'

/** First and last code unit of each, in any order. */
export type Ranges = readonly (readonly [number, number])[]

const UNIT_MAX = 0xffff
const DIGITS: Ranges = [[0x30, 0x39]]
const WORDS: Ranges = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]
const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]
/** ECMAScript's white space and line ends. */
const SPACES: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]

/** Undefined for what only the Unicode modes have. */
export function rangesOf(element: AST.Character | AST.CharacterSet | AST.CharacterClass): Ranges | undefined {
  if (element.type === 'Character') return element.value > UNIT_MAX ? undefined : [[element.value, element.value]]
  if (element.type === 'CharacterSet') return ofSet(element)
  const members = element.elements.map(ofMember)
  if (members.includes(undefined)) return undefined
  const ranges = members.flatMap((member) => member ?? [])
  return element.negate ? complementOf(ranges) : ranges
}

function ofMember(member: AST.CharacterClassElement): Ranges | undefined {
  if (member.type === 'Character' || member.type === 'CharacterSet') return rangesOf(member)
  return member.type === 'CharacterClassRange' ? [[member.min.value, member.max.value]] : undefined
}

function ofSet(set: AST.CharacterSet): Ranges | undefined {
  switch (set.kind) {
    case 'any':
      return complementOf(LINE_ENDS)
    case 'digit':
      return set.negate ? complementOf(DIGITS) : DIGITS
    case 'space':
      return set.negate ? complementOf(SPACES) : SPACES
    case 'word':
      return set.negate ? complementOf(WORDS) : WORDS
    default:
      return undefined
  }
}

function complementOf(ranges: Ranges): Ranges {
  const gaps: [number, number][] = []
  let from = 0
  for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
    if (first > from) gaps.push([from, first - 1])
    from = Math.max(from, last + 1)
  }
  return from > UNIT_MAX ? gaps : [...gaps, [from, UNIT_MAX]]
}

/** As a class of RE2's; one that matches nothing where there are none. */
export function renderRanges(ranges: Ranges): string {
  if (ranges.length === 0) return '[^\\x{0}-\\x{10FFFF}]'
  return `[${ranges.map(([first, last]) => `${renderUnit(first)}-${renderUnit(last)}`).join('')}]`
}

function renderUnit(unit: number): string {
  return `\\x{${unit.toString(16)}}`
}
