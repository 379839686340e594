// Writes a JavaScript expression in RE2's syntax, so that it finds the same groups, or says that this cannot be done:
// look-arounds and back references have no linear form, and some loops keep other groups. Equal for texts without
// surrogates, which RE2 would take together.

import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { type Ranges, rangesOf, renderRanges } from './character-ranges.ts'

/** `loose`: anything that the expression matches, and perhaps more, groups aside. */
export type Likeness = 'equal' | 'loose'

/** Undefined where RE2 cannot say it. */
export function toRe2Source(regexp: string, likeness: Likeness): string | undefined {
  try {
    return writeAlternatives(new RegExpParser().parsePattern(regexp).alternatives, likeness)
  } catch (error) {
    if (error instanceof NoSuchForm || error instanceof SyntaxError) return undefined
    throw error
  }
}

class NoSuchForm extends Error {}

/** RE2 refuses more. */
const REPEATS_MAX = 1_000

function writeAlternatives(alternatives: readonly AST.Alternative[], likeness: Likeness): string {
  return alternatives.map(({ elements }) => elements.map((element) => write(element, likeness)).join('')).join('|')
}

function write(element: AST.Element, likeness: Likeness): string {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return renderRanges(knownRanges(element))
    case 'Group':
      if (element.modifiers) throw new NoSuchForm()
      return `(?:${writeAlternatives(element.alternatives, likeness)})`
    case 'CapturingGroup':
      return `(${likeness === 'equal' ? '' : '?:'}${writeAlternatives(element.alternatives, likeness)})`
    case 'Quantifier':
      return writeQuantifier(element, likeness)
    case 'Assertion':
      return writeAssertion(element, likeness)
    case 'Backreference':
      return orLoosely('(?s:.*)', likeness)
    default:
      throw new NoSuchForm()
  }
}

function knownRanges(element: AST.Character | AST.CharacterSet | AST.CharacterClass): Ranges {
  const ranges = rangesOf(element)
  if (ranges === undefined) throw new NoSuchForm()
  return ranges
}

function orLoosely(source: string, likeness: Likeness): string {
  if (likeness === 'loose') return source
  throw new NoSuchForm()
}

function writeAssertion(assertion: AST.Assertion, likeness: Likeness): string {
  if (assertion.kind === 'start') return '\\A'
  if (assertion.kind === 'end') return '\\z'
  if (assertion.kind === 'word') return assertion.negate ? '\\B' : '\\b'
  return orLoosely('(?:)', likeness)
}

function writeQuantifier(quantifier: AST.Quantifier, likeness: Likeness): string {
  const { min, max, greedy, element } = quantifier
  const isOther = (max !== min && isNullable(element)) || (max > 1 && mayForget(element))
  if (likeness === 'equal' && isOther) throw new NoSuchForm()
  if (min > REPEATS_MAX || (Number.isFinite(max) && max > REPEATS_MAX)) throw new NoSuchForm()
  const times = Number.isFinite(max) ? `{${min},${max}}` : `{${min},}`
  return `(?:${write(element, likeness)})${times}${greedy ? '' : '?'}`
}

/** Beyond the rounds that must be, JavaScript turns down one that matches nothing, and RE2 does not. */
function isNullable(element: AST.Element): boolean {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return false
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some(({ elements }) => elements.every(isNullable))
    case 'Quantifier':
      return element.min === 0 || isNullable(element.element)
    default:
      return true
  }
}

/** In a loop JavaScript empties the groups that the last round did not take, and RE2 keeps them. */
function mayForget(element: AST.Element): boolean {
  if (element.type === 'Quantifier') return element.min === 0 ? holdsGroup(element) : mayForget(element.element)
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false
  const isChoice = element.alternatives.length > 1
  return element.alternatives.some(({ elements }) => elements.some(isChoice ? holdsGroup : mayForget))
}

function holdsGroup(element: AST.Element): boolean {
  if (element.type === 'CapturingGroup') return true
  if (element.type === 'Quantifier') return holdsGroup(element.element)
  return element.type === 'Group' && element.alternatives.some(({ elements }) => elements.some(holdsGroup))
}
